package io.tlo.execution;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskHistory;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A task that is there now: its definition, its switch, its counters and its history.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class LiveTask {

  private final NamedTask named;
  private final TaskDefinition definition;
  private final TaskInvoker invoker;
  private final TaskTraits traits;
  private final TaskHistory history;
  private final Timeline timeline;
  private final Instant registeredAt;
  private final ExecutionCounters counters = new ExecutionCounters();
  private final ExecutionsOfOthers executionsOfOthers = new ExecutionsOfOthers();
  // False once a skip has been recorded since the task was last switched off.
  private final AtomicBoolean skipUnrecorded = new AtomicBoolean(true);
  private final @Nullable Admission admission;
  // What calls look at: on here, and not off in every instance.
  private volatile boolean enabled;
  private volatile Switch position;
  private volatile boolean offEverywhere;
  private volatile long enabledSinceNanos;
  private volatile @Nullable String publishedAs;
  private volatile @Nullable Execution lastFailed;
  private volatile @Nullable Execution lastEndedAtReset;

  LiveTask(
      NamedTask named,
      TaskInvoker invoker,
      TaskTraits traits,
      Initial initial,
      TaskHistory history,
      Timeline timeline) {
    this.named = named;
    this.definition = named.definition();
    this.invoker = invoker;
    this.traits = traits;
    this.history = history;
    this.timeline = timeline;
    this.registeredAt = timeline.now();
    this.enabledSinceNanos = timeline.nanos();
    this.admission = initial.admission();
    this.position = initial.position();
    this.offEverywhere = initial.offEverywhere();
    this.enabled = position.on() && !offEverywhere;
  }

  /**
   * How a task begins.
   *
   * @param position where its switch stands
   * @param offEverywhere whether it is off in every instance of the application
   * @param admission decides of its calls, null if each may run
   */
  record Initial(
      Switch position, boolean offEverywhere, @Nullable Admission admission) {}

  /** Returns what is known of the task. */
  public TaskDefinition definition() {
    return definition;
  }

  /** Returns what is known of the task, with all names that mean it. */
  public NamedTask named() {
    return named;
  }

  /** Returns the task's name in the registry. */
  public String name() {
    return definition.name();
  }

  /** Returns when the task was registered. */
  public Instant registeredAt() {
    return registeredAt;
  }

  /** Returns the name of its MBean, null if it has none. */
  public @Nullable String publishedAs() {
    return publishedAs;
  }

  /** Notes the name of its MBean, for whoever lists tasks. */
  public void publishedAs(@Nullable String objectName) {
    publishedAs = objectName;
  }

  /** Returns what runs it. */
  public TaskInvoker invoker() {
    return invoker;
  }

  TaskHistory history() {
    return history;
  }

  ExecutionCounters counters() {
    return counters;
  }

  /** Returns the executions of other tasks that run its method. */
  ExecutionsOfOthers executionsOfOthers() {
    return executionsOfOthers;
  }

  /** Returns why the task cannot be switched off, null if it can. */
  public @Nullable String notSwitchable() {
    return traits.notSwitchable();
  }

  /** Returns what sets it apart from a plain task. */
  public TaskTraits traits() {
    return traits;
  }

  /** Returns when it runs, for people, empty if that is not known. */
  public String schedule() {
    Timetable timetable = traits.timetable();
    return timetable == null ? definition.schedule() : timetable.schedule();
  }

  /** Returns when its framework will run it next, null if that is not known. */
  public @Nullable Instant nextRunAt() {
    Timetable timetable = traits.timetable();
    return timetable == null ? null : timetable.nextRunAt();
  }

  /** Returns when its framework is to run it again and again, null if that is not known. */
  public @Nullable Rhythm rhythm() {
    Timetable timetable = traits.timetable();
    return timetable == null ? null : timetable.rhythm();
  }

  /** Returns what decides of its calls, null if each may run. */
  @Nullable
  Admission admission() {
    return admission;
  }

  /** Returns whether another instance of the application may run it in place of this one. */
  public boolean isExclusive() {
    return admission != null;
  }

  /** Returns how many executions run now. */
  public long running() {
    return counters.total().running();
  }

  /** Returns what a record says of a call whose body was not run. */
  String skipped(String reason) {
    return traits.afterSkip().isEmpty() ? reason : reason + "; " + traits.afterSkip();
  }

  /** Returns whether calls of the task run its body. */
  public boolean enabled() {
    return enabled;
  }

  /** Returns when its switch here goes on again by itself, null if it is on or off without end. */
  public @Nullable Instant disabledUntil() {
    return position.until();
  }

  /** Returns the position of the switch in this JVM. */
  public Switch position() {
    return position;
  }

  /** Returns whether the task is off in every instance of the application, wherever the switch stands here. */
  public boolean offEverywhere() {
    return offEverywhere;
  }

  /**
   * Switches the task on or off. Every call that begins after this has returned sees it; executions
   * that run go on. Called by one thread at a time.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if the task cannot be switched off
   */
  public void switchTo(Switch next) {
    requireMayBecome(next);
    position = next;
    look();
  }

  /**
   * Switches the task off in addition to its switch here, or no longer; as {@link #switchTo} does.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if the task cannot be switched off
   */
  public void switchEverywhere(boolean off) {
    requireMayBecome(off ? Switch.OFF : Switch.ON);
    offEverywhere = off;
    look();
  }

  private void look() {
    boolean next = position.on() && !offEverywhere;
    if (enabled != next) {
      skipUnrecorded.set(true);
      enabledSinceNanos = timeline.nanos();
    }
    enabled = next;
  }

  /**
   * Checks that the switch may be put there.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if the task cannot be switched off
   */
  public void requireMayBecome(Switch next) {
    if (!next.on() && traits.notSwitchable() != null) {
      throw new TloException(
          Reason.NOT_SWITCHABLE,
          "task '" + name() + "' cannot be switched off: " + traits.notSwitchable());
    }
  }

  /** Returns when the task was switched on last, or registered; means nothing while it is off. */
  long enabledSinceNanos() {
    return enabledSinceNanos;
  }

  /** Returns true for the first skip since the task was switched off. */
  boolean takeUnrecordedSkip() {
    return skipUnrecorded.get() && skipUnrecorded.compareAndSet(true, false);
  }

  /** Returns the numbers since the task was registered or reset. */
  public ExecutionTotals totals() {
    return counters.sinceReset();
  }

  /** Sets counters and durations to zero; records stay. */
  public void resetStatistics() {
    lastEndedAtReset = (Execution) history.lastEnded();
    counters.reset();
  }

  /** Returns how long the execution took that ended last, null if none has since the last reset. */
  public @Nullable Long lastDurationMillis() {
    Execution last = (Execution) history.lastEnded();
    return last == null || last == lastEndedAtReset ? null : millis(last.tookNanos());
  }

  /** Returns how long an execution took on average, null if none has ended since the last reset. */
  public @Nullable Long averageDurationMillis() {
    long nanos = counters.averageNanosSinceReset();
    return nanos < 0 ? null : millis(nanos);
  }

  /** Returns how long the longest execution took, null if none has ended since the last reset. */
  public @Nullable Long maxDurationMillis() {
    return counters.averageNanosSinceReset() < 0 ? null : millis(counters.mostNanosSinceReset());
  }

  /**
   * Returns a time that at least so many of 100 executions did not exceed, at most 6.25 % too high, null
   * if none has ended since the last reset.
   *
   * @param percent 1 to 100
   */
  public @Nullable Long percentileDurationMillis(int percent) {
    long nanos = counters.percentileNanosSinceReset(percent);
    return nanos < 0 ? null : millis(nanos);
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  /** Returns the execution that began last, null if none has begun. */
  public @Nullable StateEntry lastBegun() {
    return history.lastBegun();
  }

  /**
   * Returns the newest call that no operator asked for, null if none is known. A call that was skipped since another
   * instance runs the task is one too: it shows that the scheduler works.
   */
  public @Nullable StateEntry lastCalled() {
    if (!isExclusive() && history.lastBegun() instanceof Execution last && !last.isManual()) {
      return last;
    }
    for (StateEntry each : history.entries()) {
      if (each instanceof Execution call && isCall(call)) {
        return call;
      }
    }
    return null;
  }

  private boolean isCall(Execution call) {
    boolean isSkip = isExclusive() && call.status() == TaskStatus.SKIPPED;
    return !call.isManual() && (isSkip || call.startedAt() != null);
  }

  /** Returns the record of the execution that ended last, null if none has ended. */
  public @Nullable TaskStateRecord lastEnded() {
    return toRecord(history.lastEnded());
  }

  /** Returns the record of the execution that failed last, null if none has failed. */
  public @Nullable TaskStateRecord lastFailed() {
    return toRecord(lastFailed);
  }

  void failed(Execution execution) {
    lastFailed = execution;
  }

  private @Nullable TaskStateRecord toRecord(@Nullable StateEntry entry) {
    return entry == null ? null : entry.toRecord(name());
  }
}
