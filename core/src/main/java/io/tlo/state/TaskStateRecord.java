package io.tlo.state;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one execution. Text, numbers and times only.
 *
 * <p>Thread safety: immutable.
 *
 * @param id unique in a JVM, ascending for the executions of one thread; no order between threads
 * @param taskName the task's name in the registry
 * @param status how far the execution is
 * @param trigger what began it
 * @param createdAt when it was asked for; the same as {@code startedAt} for a plain call
 * @param startedAt when it began, null if it has not
 * @param finishedAt when it ended, null if it has not
 * @param duration from begin to end, measured by a clock that is never set, null until it has ended
 * @param result the result as text; for a skipped call the reason ({@code DISABLED}, {@code
 *     OVERLAP}, or {@code LOCKED} with what refused the lease after a semicolon), for an unknown end
 *     why it is not known; null for none
 * @param failure the failure as text, exception and stack trace, null if it has not failed
 * @param thread name of the thread it ran on, null if it has not begun
 * @param by which operator triggered it, null if none did
 */
public record TaskStateRecord(
    long id,
    String taskName,
    TaskStatus status,
    TaskTrigger trigger,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Duration duration,
    @Nullable String result,
    @Nullable String failure,
    @Nullable String thread,
    @Nullable String by) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a final record has no end, or one that is not final has one
   */
  public TaskStateRecord {
    Objects.requireNonNull(taskName, "taskName");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(createdAt, "createdAt");
    if (status.isFinal() != (finishedAt != null)) {
      throw new IllegalArgumentException(
          "record " + id + " is " + status.text() + " and finishedAt is " + finishedAt);
    }
  }

  /** Returns the record of an execution that was asked for, by no operator, and has not begun. */
  public static TaskStateRecord pending(
      long id, String taskName, TaskTrigger trigger, Instant createdAt) {
    return pending(id, taskName, trigger, createdAt, null);
  }

  /**
   * Returns the record of an execution that was asked for and has not begun.
   *
   * @param by which operator asked for it, null if none did
   */
  public static TaskStateRecord pending(
      long id, String taskName, TaskTrigger trigger, Instant createdAt, @Nullable String by) {
    return new TaskStateRecord(
        id,
        taskName,
        TaskStatus.PENDING,
        trigger,
        createdAt,
        null,
        null,
        null,
        null,
        null,
        null,
        by);
  }

  /** Returns whether the execution ended by throwing. */
  public boolean failed() {
    return status == TaskStatus.FAILED;
  }

  /**
   * Returns this record as begun.
   *
   * @throws TloException with {@link Reason#ILLEGAL_TRANSITION} unless it is pending
   */
  public TaskStateRecord running(Instant at, String onThread) {
    requireMayBecome(TaskStatus.RUNNING);
    return new TaskStateRecord(
        id,
        taskName,
        TaskStatus.RUNNING,
        trigger,
        createdAt,
        at,
        null,
        null,
        null,
        null,
        onThread,
        by);
  }

  /**
   * Returns this record as ended.
   *
   * @param next a final status
   * @param at when it ended
   * @param took from begin to end, null if it never began
   * @throws TloException with {@link Reason#ILLEGAL_TRANSITION} if it may not become that
   */
  public TaskStateRecord ended(
      TaskStatus next,
      Instant at,
      @Nullable Duration took,
      @Nullable String endResult,
      @Nullable String endFailure) {
    requireMayBecome(next);
    return new TaskStateRecord(
        id,
        taskName,
        next,
        trigger,
        createdAt,
        startedAt,
        at,
        took,
        endResult,
        endFailure,
        thread,
        by);
  }

  /**
   * Checks that an execution may go from this record's status to another.
   *
   * @throws TloException with {@link Reason#ILLEGAL_TRANSITION} if it may not
   */
  public void requireMayBecome(TaskStatus next) {
    if (!status.mayBecome(next)) {
      throw new TloException(
          Reason.ILLEGAL_TRANSITION,
          "record "
              + id
              + " of task '"
              + taskName
              + "' is "
              + status.text()
              + " and cannot become "
              + next.text());
    }
  }
}
