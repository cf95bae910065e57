package io.tlo.frameworks.annotations;

import com.xxl.job.core.handler.annotation.XxlJob;
import io.tlo.frameworks.program.Counts;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.jobs.annotations.Recurring;

/** Handlers that a scheduling server calls. */
public class Handlers {

  @XxlJob("importOrders")
  public void importOrders() {
    Counts.bodies().add("Handlers.importOrders");
  }

  @Recurring(id = "purge", interval = "PT10M")
  @Job(name = "Purge", retries = 2)
  public void purge() {
    Counts.bodies().add("Handlers.purge");
  }
}
