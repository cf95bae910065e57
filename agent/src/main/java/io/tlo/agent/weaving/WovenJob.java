package io.tlo.agent.weaving;

import io.tlo.agent.adoption.JobExecution;
import io.tlo.agent.adoption.QuartzJobs;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * A woven method that many tasks share: its argument tells at each call which of them it is.
 *
 * <p>Thread safety: safe for many threads.
 */
final class WovenJob extends WovenMethod {

  private final QuartzJobs jobs;

  WovenJob(WovenClass owner, DiscoveredMethod method, int number, QuartzJobs jobs) {
    super(owner, method, number);
    this.jobs = jobs;
  }

  @Override
  Object begin(Recorder recorder, @Nullable Object context) {
    if (context == null) {
      throw new IllegalArgumentException("a job was called without a context");
    }
    Object execution = jobs.begin(recorder, context);
    return execution == null ? NOTHING_TO_END : execution;
  }

  @Override
  void end(Recorder recorder, Object token, @Nullable Object result, @Nullable Throwable thrown) {
    ((JobExecution) token).end(recorder, thrown);
  }

  @Override
  void giveUp(Recorder recorder, Object token) {
    ((JobExecution) token).giveUp(recorder);
  }
}
