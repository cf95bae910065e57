package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.execution.Steering;

/** Does what an operator asked for and says in one sentence what happened. */
final class SteeringAnswers {

  private SteeringAnswers() {}

  static String trigger(Steering steering, LiveTask task) {
    return Shown.answer("Started " + task.name() + " as record " + steering.trigger(task));
  }

  static String switchTo(Steering steering, LiveTask task, boolean on) {
    boolean changed = steering.switchTo(task, on);
    String state = on ? "enabled" : "disabled";
    return Shown.answer(task.name() + (changed ? " is now " : " was already ") + state);
  }
}
