package io.tlo.agent.adoption;

import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.Trigger;

/** What TLO asks of the context that Quartz gives to a job. */
public final class FiredJob {

  private final FakeScheduler scheduler;
  private final JobDetail detail;
  private final Trigger trigger;

  FiredJob(FakeScheduler scheduler, JobDetail detail, Trigger trigger) {
    this.scheduler = scheduler;
    this.detail = detail;
    this.trigger = trigger;
  }

  public FakeScheduler getScheduler() {
    return scheduler;
  }

  public JobDetail getJobDetail() {
    return detail;
  }

  public Trigger getTrigger() {
    return trigger;
  }

  public @Nullable Date getNextFireTime() {
    return trigger.getNextFireTime();
  }
}
