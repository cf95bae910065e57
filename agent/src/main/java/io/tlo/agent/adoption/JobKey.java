package io.tlo.agent.adoption;

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
}
