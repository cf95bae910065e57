package com.acme.annotations;

import com.acme.app.Counts;
import com.xxl.job.core.handler.annotation.XxlJob;
import org.jobrunr.jobs.annotations.Job;
import org.jobrunr.jobs.annotations.Recurring;

/** Handlers that a scheduling server calls. */
public class Handlers {

  @XxlJob("importOrders")
  public void importOrders() {
    Counts.BODY.add("Handlers.importOrders");
  }

  @Recurring(id = "purge", interval = "PT10M")
  @Job(name = "Purge", retries = 2)
  public void purge() {
    Counts.BODY.add("Handlers.purge");
  }
}
