package com.acme.quartz;

import com.acme.app.Counts;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.listeners.JobListenerSupport;

/** Quartz's own word that a job was executed. */
final class CountingListener extends JobListenerSupport {
  @Override
  public String getName() {
    return "counting";
  }

  @Override
  public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
    Counts.FRAMEWORK.add(Label.of(context));
  }
}
