package io.tlo.execution;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStatus;

/**
 * An execution that has ended, or a skip, on its way to a custom store. It is its own place in the queue: one more
 * object for each call would be felt.
 *
 * <p>Thread safety: of an execution that no longer changes; as a place as {@link DeliveryQueue} says.
 */
final class EndedExecution extends DeliveryQueue.Place {

  private final String taskName;
  private final Execution execution;

  EndedExecution(String taskName, Execution execution) {
    this.taskName = taskName;
    this.execution = execution;
  }

  /** A skip is no execution: it is stored, and not counted. */
  boolean isSkip() {
    return execution.status() == TaskStatus.SKIPPED;
  }

  long id() {
    return execution.id();
  }

  /** Returns when it ended, by the clock that is never set. */
  long endedNanos() {
    return execution.changedNanos();
  }

  TaskStateRecord toRecord() {
    return execution.toRecord(taskName);
  }

  /** Tells a store that takes one record at a time: as it began, and as it ended. */
  void tell(TaskStateStore store) {
    if (!isSkip()) {
      store.create(execution.toRecordAtBegin(taskName));
      store.update(toRecord());
    } else {
      store.create(toRecord());
    }
  }
}
