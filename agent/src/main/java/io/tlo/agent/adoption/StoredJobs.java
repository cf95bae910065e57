package io.tlo.agent.adoption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The jobs that a scheduler has in its store, of which it tells nobody: those of an earlier run, or of another
 * instance. The store may be a database, so it is asked on a thread of its own, a job at a time.
 */
final class StoredJobs implements Runnable {

  // Half of the jobs that are tasks of their own: a job that runs later must find a place.
  private static final int MOST = 500;

  private final Object scheduler;
  private final QuartzJobs jobs;

  private StoredJobs(Object scheduler, QuartzJobs jobs) {
    this.scheduler = scheduler;
    this.jobs = jobs;
  }

  /** Lists those of a scheduler, the first 500; returns at once. */
  static void list(Object scheduler, QuartzJobs jobs) {
    // The store finds the classes of jobs through the program's loader.
    QuartzThread.start(
        new StoredJobs(scheduler, jobs), Thread.currentThread().getContextClassLoader());
  }

  @Override
  public void run() {
    try {
      for (Object key : keys()) {
        find(key);
      }
      if (!isClustered()) {
        jobs.runHere(scheduler);
      }
    } catch (Throwable e) {
      // A store that does not answer, or another version of Quartz: its jobs are seen when they
      // run.
      return;
    }
  }

  /** The scheduler itself, and what stands for it where it runs jobs, tell it in another way each. */
  private boolean isClustered() {
    return PublicMethods.has(scheduler, "isClustered")
        ? Boolean.TRUE.equals(PublicMethods.call(scheduler, "isClustered"))
        : Boolean.TRUE.equals(PublicMethods.call(
            PublicMethods.require(scheduler, "getMetaData"), "isJobStoreClustered"));
  }

  private List<Object> keys() throws ReflectiveOperationException {
    Class<?> matcherType = Class.forName(
        "org.quartz.impl.matchers.GroupMatcher", true, scheduler.getClass().getClassLoader());
    List<Object> keys = new ArrayList<>();
    for (Object group : (Collection<?>) PublicMethods.require(scheduler, "getJobGroupNames")) {
      Object matcher = Objects.requireNonNull(
          matcherType.getMethod("groupEquals", String.class).invoke(null, group));
      Object found =
          PublicMethods.call(scheduler, "getJobKeys", new Class<?>[] {matcherType}, matcher);
      keys.addAll((Collection<?>) Objects.requireNonNull(found));
    }
    return keys.subList(0, Math.min(keys.size(), MOST));
  }

  /** Tells what the scheduler itself would have told, had it been given the job. */
  private void find(Object key) {
    Class<?>[] type = {key.getClass()};
    try {
      Object detail = PublicMethods.call(scheduler, "getJobDetail", type, key);
      if (detail == null) {
        return;
      }
      if (!jobs.isKnownFrom(scheduler, key)) {
        jobs.observed(Observation.QUARTZ_JOB_ADDED, scheduler, detail);
      }
      Object triggers = PublicMethods.call(scheduler, "getTriggersOfJob", type, key);
      for (Object trigger : (Collection<?>) Objects.requireNonNull(triggers)) {
        jobs.observed(Observation.QUARTZ_SCHEDULED, scheduler, trigger);
        findState(PublicMethods.require(trigger, "getKey"));
      }
      // It may have been deleted meanwhile, before it was known here.
      if (!Boolean.TRUE.equals(PublicMethods.call(scheduler, "checkExists", type, key))) {
        jobs.observed(Observation.QUARTZ_JOB_DELETED, scheduler, key);
      }
    } catch (RuntimeException e) {
      // Its class may be missing: the others are found all the same.
      return;
    }
  }

  private void findState(Object triggerKey) {
    Object state = PublicMethods.call(
        scheduler, "getTriggerState", new Class<?>[] {triggerKey.getClass()}, triggerKey);
    if (String.valueOf(state).equals("PAUSED")) {
      jobs.observed(Observation.QUARTZ_TRIGGER_PAUSED, scheduler, triggerKey);
    }
  }
}
