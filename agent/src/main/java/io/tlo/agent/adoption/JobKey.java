package io.tlo.agent.adoption;

import org.jspecify.annotations.Nullable;

/**
 * What tells the jobs of a JVM apart.
 *
 * @param scheduler their scheduler
 * @param group the job's group
 * @param name the job's name
 */
record JobKey(SchedulerKey scheduler, String group, String name) {

  private static final String DEFAULT_GROUP = "DEFAULT";

  /**
   * Reads a key.
   *
   * @param scheduler Quartz's
   * @param key Quartz's
   */
  static JobKey of(Object scheduler, Object key) {
    return new JobKey(
        SchedulerKey.of(scheduler),
        String.valueOf(PublicMethods.call(key, "getGroup")),
        String.valueOf(PublicMethods.call(key, "getName")));
  }

  /** Returns the key as a task's name: without the group that jobs are in by default. */
  String shortName() {
    return group.equals(DEFAULT_GROUP) ? name : full();
  }

  String full() {
    return group + "." + name;
  }

  /** Returns the key with its scheduler, and with the border between group and name. */
  String withScheduler() {
    return scheduler.name() + ": " + group + "/" + name;
  }

  /** Written out, as that of a key must be: a generated one is remembered by the JDK, and with it a past agent. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobKey that
        && name.equals(that.name)
        && group.equals(that.group)
        && scheduler.equals(that.scheduler);
  }

  @Override
  public int hashCode() {
    return (31 * scheduler.hashCode() + group.hashCode()) * 31 + name.hashCode();
  }
}
