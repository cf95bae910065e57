package io.tlo.frameworks.quartz;

import io.tlo.frameworks.program.Counts;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One class for two jobs: what it reports on is the job's matter. */
public final class ReportJob implements Job {
  @Override
  public void execute(JobExecutionContext context) {
    Counts.bodies().add(Label.of(context));
  }
}
