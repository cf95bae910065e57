package io.tlo.execution;

import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import org.jspecify.annotations.Nullable;

/** Tells where the switches of a task stand that comes. */
public interface SwitchSource {

  /**
   * Returns where the switch of a task stands. Called while the application loads the task's class: must
   * be quick and must not throw.
   *
   * @param notSwitchable why the task cannot be switched off, null if it can; then it is on
   */
  Switch initial(NamedTask task, @Nullable String notSwitchable);

  /**
   * Returns whether a task is off in every instance of the application. Called as {@link #initial} is.
   *
   * @param notSwitchable why the task cannot be switched off, null if it can; then it is not
   */
  boolean isOffEverywhere(TaskDefinition definition, @Nullable String notSwitchable);
}
