package io.tlo.agent.adoption;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Another job that does nothing. */
public final class OtherJob implements Job {
  @Override
  public void execute(JobExecutionContext context) {}
}
