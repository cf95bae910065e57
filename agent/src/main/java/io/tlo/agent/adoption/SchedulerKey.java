package io.tlo.agent.adoption;

import io.tlo.agent.discovery.LoaderKey;
import org.jspecify.annotations.Nullable;

/**
 * What tells the schedulers of a JVM apart: two applications may give theirs the same name, and each bring a Quartz
 * of its own.
 *
 * @param quartz the loader of the scheduler's class
 * @param name the scheduler's name
 */
record SchedulerKey(LoaderKey quartz, String name) {

  /** Returns the key of a scheduler of Quartz's, which may be its core or what stands in front of it. */
  static SchedulerKey of(Object scheduler) {
    return new SchedulerKey(
        new LoaderKey(scheduler.getClass().getClassLoader(), null),
        String.valueOf(PublicMethods.call(scheduler, "getSchedulerName")));
  }

  /** Returns whether the scheduler's class is gone, and with it the scheduler. */
  boolean isGone() {
    return quartz.get() == null && !quartz.isBoot();
  }

  /** Written out, as that of a key must be: a generated one is remembered by the JDK, and with it a past agent. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchedulerKey that
        && name.equals(that.name)
        && quartz.equals(that.quartz);
  }

  @Override
  public int hashCode() {
    return 31 * quartz.hashCode() + name.hashCode();
  }
}
