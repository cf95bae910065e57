package io.tlo.frameworks.quartz;

import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;

/** Says what a job is counted under: class, group unless it is the default one, name. */
final class Label {

  private Label() {}

  static String of(JobExecutionContext context) {
    return of(context.getJobDetail());
  }

  private static String of(JobDetail job) {
    JobKey key = job.getKey();
    String group = key.getGroup().equals(JobKey.DEFAULT_GROUP) ? "" : key.getGroup() + ".";
    return job.getJobClass().getSimpleName() + "." + group + key.getName();
  }
}
