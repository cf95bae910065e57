package io.tlo.execution;

import io.tlo.registry.NamedTask;
import org.jspecify.annotations.Nullable;

/** Tells which tasks are not free to run in this JVM at any time. */
public interface Admissions {

  /** All tasks are free to run. */
  Admissions FREE = (task, notSkippable) -> null;

  /**
   * Returns what decides of the calls of a task that comes. Called while the application loads the task's class: must
   * be quick and must not throw.
   *
   * @param notSkippable why no call of the task can be left out, null if it can
   * @return null if each call may run
   */
  @Nullable
  Admission of(NamedTask task, @Nullable String notSkippable);
}
