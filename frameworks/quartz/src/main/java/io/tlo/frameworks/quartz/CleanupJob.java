package io.tlo.frameworks.quartz;

import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Two bodies, its own and its parent's, and yet one execution. */
public final class CleanupJob extends AuditedJob {
  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    context.setResult("cleaned");
    super.execute(context);
  }
}
