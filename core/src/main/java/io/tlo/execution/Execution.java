package io.tlo.execution;

import io.tlo.execution.Timeline.Anchor;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One execution in the smallest form from which its record can be made. One is made for every call of
 * a task, so there is no field that could be worked out later.
 *
 * <p>Thread safety: changed by one thread after another; the volatile state is written last and read
 * first, which makes the other fields visible. Another thread may interrupt it while it runs: it puts an
 * {@link Interruption} in the place of the status, and whoever ends the execution finds that.
 */
class Execution implements StateEntry {

  // Not a VarHandle: that would start java.lang.invoke with the first task.
  private static final AtomicReferenceFieldUpdater<Execution, Object> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Execution.class, Object.class, "state");

  private final long id;
  private final Anchor anchor;
  private final TaskTrigger trigger;
  private long startedNanos;
  private long endedNanos;
  private @Nullable String thread;
  // While the method runs, its thread; then what is kept of the result, or the failure's text.
  private @Nullable Object outcome;
  // A TaskStatus; or an Interruption, which means that it runs.
  private volatile Object state;

  Execution(long id, Anchor anchor, TaskTrigger trigger, TaskStatus status, long nanos) {
    this.id = id;
    this.anchor = anchor;
    this.trigger = trigger;
    this.startedNanos = nanos;
    this.state = status;
  }

  final void begin(long nanos, Thread onThread) {
    startedNanos = nanos;
    thread = onThread.getName();
    outcome = onThread;
    state = TaskStatus.RUNNING;
  }

  final void skip(long nanos, String onThread, String why) {
    thread = onThread;
    end(TaskStatus.SKIPPED, nanos, why);
  }

  /** Ends it, whatever came in between. */
  final void end(TaskStatus next, long nanos, @Nullable Object keptOutcome) {
    endedNanos = nanos;
    outcome = keptOutcome;
    state = next;
  }

  /**
   * Ends a running execution.
   *
   * @return false if it was interrupted; then it still runs, and what interrupted it is to be heard first
   */
  final boolean endUninterrupted(TaskStatus next, long nanos, @Nullable Object keptOutcome) {
    endedNanos = nanos;
    outcome = keptOutcome;
    // Costs what a volatile write does.
    return STATE.compareAndSet(this, TaskStatus.RUNNING, next);
  }

  /**
   * The method has returned and the execution goes on without its thread.
   *
   * @param known RUNNING, or what interrupted it last
   * @return false if it was interrupted since
   */
  final boolean leaveThread(Object known) {
    outcome = null;
    return STATE.compareAndSet(this, known, known);
  }

  /**
   * Notes an interruption, once an earlier one is settled: whoever ends the execution waits for the last one
   * only.
   *
   * @return false if the execution does not run
   */
  final boolean interrupt(Interruption interruption) {
    for (Object present = state; isRunning(present); present = state) {
      if (present instanceof Interruption earlier) {
        earlier.awaitSettled();
        interruption.follow(earlier);
      }
      if (STATE.compareAndSet(this, present, interruption)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends a running execution that was interrupted.
   *
   * @return false if another interruption came since
   */
  final boolean endInterrupted(
      Interruption last, TaskStatus next, long nanos, @Nullable Object keptOutcome) {
    endedNanos = nanos;
    outcome = keptOutcome;
    return STATE.compareAndSet(this, last, next);
  }

  /** Returns what interrupted it last while it ran, null for nothing. */
  final @Nullable Interruption interruption() {
    return state instanceof Interruption interruption ? interruption : null;
  }

  /** Returns the thread its method runs on, null if it runs on none. */
  final @Nullable Thread runsOn() {
    return outcome instanceof Thread onThread ? onThread : null;
  }

  private static boolean isRunning(Object state) {
    return state == TaskStatus.RUNNING || state instanceof Interruption;
  }

  /** Returns who asked for it, null if no operator did. */
  @Nullable
  String by() {
    return null;
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

  /** Costs less than the identity hash code, which the JVM would have to make and keep. */
  @Override
  public final int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public final TaskStatus status() {
    return state instanceof TaskStatus status ? status : TaskStatus.RUNNING;
  }

  @Override
  public final long startedNanos() {
    return startedNanos;
  }

  /** Returns whether an operator triggered it. */
  final boolean isManual() {
    return trigger == TaskTrigger.MANUAL;
  }

  @Override
  public final @Nullable Instant startedAt() {
    return thread == null || state == TaskStatus.SKIPPED ? null : anchor.at(startedNanos);
  }

  @Override
  public final long changedNanos() {
    return status().isFinal() ? endedNanos : startedNanos;
  }

  @Override
  public final TaskStateRecord toRecord(String taskName) {
    TaskStatus now = status();
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
        threadName(),
        by());
  }

  /** A program may name its threads by what they work on: an address, say. */
  private @Nullable String threadName() {
    return thread == null ? null : Secrets.mask(thread);
  }

  /** Returns the record as it was when the execution began, or was asked for if it never did. */
  final TaskStateRecord toRecordAtBegin(String taskName) {
    TaskStateRecord pending =
        TaskStateRecord.pending(id, taskName, trigger, anchor.at(createdNanos()), by());
    String name = threadName();
    return name == null ? pending : pending.running(anchor.at(startedNanos), name);
  }

  /** An execution that was asked for before it began. */
  static final class Pending extends Execution {
    private final long createdNanos;
    private final @Nullable String by;

    Pending(long id, Anchor anchor, TaskTrigger trigger, long nanos, @Nullable String by) {
      super(id, anchor, trigger, TaskStatus.PENDING, nanos);
      this.createdNanos = nanos;
      this.by = by;
    }

    @Override
    @Nullable
    String by() {
      return by;
    }

    @Override
    long createdNanos() {
      return createdNanos;
    }
  }
}
