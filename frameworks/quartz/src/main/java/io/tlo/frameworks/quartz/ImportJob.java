package io.tlo.frameworks.quartz;

import io.tlo.frameworks.program.Counts;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A job that takes longer than its trigger's interval, and is never run twice at once. */
@DisallowConcurrentExecution
public final class ImportJob implements Job {

  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  @Override
  public void execute(JobExecutionContext context) {
    Counts.bodies().add(Label.of(context));
    LockSupport.parkNanos(WORK_NANOS);
  }
}
