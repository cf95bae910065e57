package com.acme.quartz;

import com.acme.app.Counts;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One class for two jobs: what it reports on is the job's matter. */
public final class ReportJob implements Job {
  @Override
  public void execute(JobExecutionContext context) {
    Counts.BODY.add(Label.of(context));
  }
}
