package io.tlo.agent.adoption;

import org.jspecify.annotations.Nullable;

/**
 * What makes a job a task of its own: a key that comes again with another class is another task.
 *
 * @param key the job's key
 * @param className the job's class, empty for jobs of several classes
 */
record JobIdentity(JobKey key, String className) {

  /** Written out, as that of a key must be: a generated one is remembered by the JDK, and with it a past agent. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobIdentity that
        && className.equals(that.className)
        && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + className.hashCode();
  }
}
