package io.tlo.frameworks.quartz;

import io.tlo.frameworks.program.Counts;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** A job with a body of its own, which a subclass calls. */
public abstract class AuditedJob implements Job {
  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    Counts.bodies().add(Label.of(context));
  }
}
