package io.tlo.frameworks.quartz;

import io.tlo.frameworks.program.Counts;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.listeners.JobListenerSupport;

/** Quartz's own word that a job was executed. */
final class CountingListener extends JobListenerSupport {

  private final Counts executions = new Counts();

  Map<String, Long> executions() {
    return executions.toMap();
  }

  @Override
  public String getName() {
    return "counting";
  }

  @Override
  public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
    executions.add(Label.of(context));
  }
}
