package io.tlo.agent.adoption;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A job that does nothing. */
public final class PlainJob implements Job {
  @Override
  public void execute(JobExecutionContext context) {}
}
