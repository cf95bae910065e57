package com.acme.jobrunr;

import com.acme.app.Counts;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.jobs.annotations.Recurring;
import org.jobrunr.jobs.context.JobContext;
import org.springframework.stereotype.Service;

/** Recurring jobs of every form. */
@Service
public class Cleanup {

  /** Clears baskets that were left. */
  @Recurring(id = "baskets", interval = "PT5S")
  @Job(name = "Clear baskets", retries = 0)
  public void baskets() {
    Counts.BODY.add("Cleanup.baskets");
  }

  /** Rotates logs. */
  @Recurring(id = "logs", cron = "*/5 * * * * *", zoneId = "Europe/Kyiv")
  public void logs(JobContext context) {
    Counts.BODY.add("Cleanup.logs");
  }

  /** Ends sessions, as often as the settings say. */
  @Recurring(id = "sessions", cron = "${app.cron}")
  public void sessions() {
    Counts.BODY.add("Cleanup.sessions");
  }

  /** Fails, and is not tried again. */
  @Recurring(id = "failing", interval = "PT5S")
  @Job(retries = 0)
  public void failing() {
    Counts.BODY.add("Cleanup.failing");
    throw new IllegalStateException("no disk");
  }

  /** Is never run: its cron expression says so. */
  @Recurring(id = "never", cron = Recurring.RECURRING_JOB_DISABLED)
  public void never() {
    Counts.BODY.add("Cleanup.never");
  }
}
