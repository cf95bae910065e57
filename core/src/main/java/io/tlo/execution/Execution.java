package io.tlo.execution;

import io.tlo.execution.Timeline.Anchor;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One execution in the smallest form from which its record can be made. One is made for every call of
 * a task, so there is no field that could be worked out later.
 *
 * <p>Thread safety: changed by one thread after another; the volatile status is written last and read
 * first, which makes the other fields visible.
 */
class Execution implements StateEntry {

  private final long id;
  private final Anchor anchor;
  private final TaskTrigger trigger;
  private long startedNanos;
  private long endedNanos;
  private @Nullable String thread;
  // What is kept of the result, or the failure's text.
  private @Nullable Object outcome;
  private volatile TaskStatus status;

  Execution(long id, Anchor anchor, TaskTrigger trigger, TaskStatus status, long nanos) {
    this.id = id;
    this.anchor = anchor;
    this.trigger = trigger;
    this.startedNanos = nanos;
    this.status = status;
  }

  final void begin(long nanos, String onThread) {
    startedNanos = nanos;
    thread = onThread;
    status = TaskStatus.RUNNING;
  }

  final void skip(long nanos, String onThread, SkipReason reason) {
    thread = onThread;
    end(TaskStatus.SKIPPED, nanos, reason.name());
  }

  final void end(TaskStatus next, long nanos, @Nullable Object keptOutcome) {
    endedNanos = nanos;
    outcome = keptOutcome;
    status = next;
  }

  final long tookNanos() {
    return endedNanos - startedNanos;
  }

  long createdNanos() {
    return startedNanos;
  }

  @Override
  public final long id() {
    return id;
  }

  @Override
  public final TaskStatus status() {
    return status;
  }

  @Override
  public final long startedNanos() {
    return startedNanos;
  }

  @Override
  public final long changedNanos() {
    return status.isFinal() ? endedNanos : startedNanos;
  }

  @Override
  public final TaskStateRecord toRecord(String taskName) {
    TaskStatus now = status;
    boolean begun = thread != null && now != TaskStatus.SKIPPED;
    boolean ended = now.isFinal();
    boolean failed = now == TaskStatus.FAILED || now == TaskStatus.CANCELLED;
    return new TaskStateRecord(
        id,
        taskName,
        now,
        trigger,
        anchor.at(createdNanos()),
        begun ? anchor.at(startedNanos) : null,
        ended ? anchor.at(endedNanos) : null,
        begun && ended ? Duration.ofNanos(tookNanos()) : null,
        ended && !failed ? ResultPolicy.text(outcome) : null,
        failed && outcome != null ? outcome.toString() : null,
        thread);
  }

  /** Returns the record as it was when the execution began, or was asked for if it never did. */
  final TaskStateRecord toRecordAtBegin(String taskName) {
    TaskStateRecord pending =
        TaskStateRecord.pending(id, taskName, trigger, anchor.at(createdNanos()));
    return thread == null ? pending : pending.running(anchor.at(startedNanos), thread);
  }

  /** An execution that was asked for before it began. */
  static final class Pending extends Execution {
    private final long createdNanos;

    Pending(long id, Anchor anchor, TaskTrigger trigger, long nanos) {
      super(id, anchor, trigger, TaskStatus.PENDING, nanos);
      this.createdNanos = nanos;
    }

    @Override
    long createdNanos() {
      return createdNanos;
    }
  }
}
