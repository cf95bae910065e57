package io.tlo.execution;

import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The newest executions that operators triggered, beside the histories: a program may run a task so often that
 * the record of a triggered execution is no longer kept when the operator asks how it ended.
 *
 * <p>Thread safety: safe, by one lock.
 */
public final class TriggeredExecutions {

  /** How many are held. */
  static final int HELD = 64;

  private final Deque<Triggered> newest = new ArrayDeque<>();

  private record Triggered(String taskName, StateEntry execution) {}

  /** Creates an empty list. */
  public TriggeredExecutions() {}

  synchronized void add(String taskName, StateEntry execution) {
    newest.addFirst(new Triggered(taskName, execution));
    if (newest.size() > HELD) {
      newest.removeLast();
    }
  }

  /** Returns the record of the execution with that id as it is now, empty if it is not held. */
  synchronized Optional<TaskStateRecord> find(long id) {
    for (Triggered each : newest) {
      if (each.execution().id() == id) {
        return Optional.of(each.execution().toRecord(each.taskName()));
      }
    }
    return Optional.empty();
  }
}
