package io.tlo.frameworks.quartz;

import java.util.concurrent.locks.LockSupport;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A job that never ends, and keeps a thread of its scheduler. */
public final class StuckJob implements Job {
  @Override
  public void execute(JobExecutionContext context) {
    while (true) {
      LockSupport.park();
    }
  }
}
