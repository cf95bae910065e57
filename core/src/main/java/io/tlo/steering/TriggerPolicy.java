package io.tlo.steering;

import io.tlo.Task;
import io.tlo.registry.TaskDefinition;
import org.jspecify.annotations.Nullable;

/** Which tasks an operator may run. */
public enum TriggerPolicy {
  /** Every one. */
  ALL,
  /** Those under TLO's own annotation. */
  OWN,
  /** None. */
  OFF;

  /** Returns why a task may not be run, null if it may. */
  @Nullable
  String refusal(TaskDefinition definition) {
    if (this == OFF) {
      return "the setting trigger=off forbids it";
    }
    boolean isForeign = !definition.source().equals(Task.class.getName());
    return this == OWN && isForeign
        ? "the setting trigger=own allows only tasks under io.tlo.Task, and this one is under "
            + definition.source()
        : null;
  }
}
