package io.tlo.execution;

import java.util.List;

/**
 * What an interrupt of a task's running executions came to.
 *
 * @param reached executions whose thread was interrupted, or whose stage was cancelled
 * @param missed executions that go on, since neither can be done to them
 * @param others names of the other tasks whose executions were reached, one for each: they run the method of this task,
 *     and are recorded on those
 */
public record Interrupted(int reached, int missed, List<String> others) {

  /** Copies the names. */
  public Interrupted {
    others = List.copyOf(others);
  }
}
