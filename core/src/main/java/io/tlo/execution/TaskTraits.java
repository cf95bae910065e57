package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/**
 * What sets a task apart from a plain one.
 *
 * @param notSwitchable why the task cannot be switched off, null if it can
 * @param afterSkip what its framework makes of a skipped call, for people; empty if it makes nothing of it
 * @param timetable tells when it will run; null if its definition says all that is known
 */
public record TaskTraits(
    @Nullable String notSwitchable,
    String afterSkip,
    @Nullable Timetable timetable) {

  /** Those of a plain task. */
  public static final TaskTraits PLAIN = new TaskTraits(null, "", null);

  /** Returns those of a plain task that cannot be switched off for this reason, if there is one. */
  public static TaskTraits switchableUnless(@Nullable String notSwitchable) {
    return notSwitchable == null ? PLAIN : new TaskTraits(notSwitchable, "", null);
  }
}
