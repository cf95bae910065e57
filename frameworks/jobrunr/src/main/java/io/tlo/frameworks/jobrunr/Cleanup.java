package io.tlo.frameworks.jobrunr;

import io.tlo.frameworks.program.Counts;
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
    Counts.bodies().add("Cleanup.baskets");
  }

  /** Rotates logs. */
  @Recurring(id = "logs", cron = "*/5 * * * * *", zoneId = "Europe/Kyiv")
  public void logs(JobContext context) {
    Counts.bodies().add("Cleanup.logs");
  }

  /** Ends sessions, as often as the settings say. */
  @Recurring(id = "sessions", cron = "${app.cron}")
  public void sessions() {
    Counts.bodies().add("Cleanup.sessions");
  }

  /** Fails, and is not tried again. */
  @Recurring(id = "failing", interval = "PT5S")
  @Job(retries = 0)
  public void failing() {
    Counts.bodies().add("Cleanup.failing");
    throw new IllegalStateException("no disk");
  }

  /** Is never run: its cron expression says so. */
  @Recurring(id = "never", cron = Recurring.RECURRING_JOB_DISABLED)
  public void never() {
    Counts.bodies().add("Cleanup.never");
  }
}
