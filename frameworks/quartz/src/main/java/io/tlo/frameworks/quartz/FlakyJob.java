package io.tlo.frameworks.quartz;

import io.tlo.frameworks.program.Counts;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** A job that always fails. */
public final class FlakyJob implements Job {
  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    Counts.bodies().add(Label.of(context));
    throw new JobExecutionException("the archive is not mounted");
  }
}
