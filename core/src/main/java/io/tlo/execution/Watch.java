package io.tlo.execution;

import io.tlo.state.StateEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a task takes far longer than it usually does, or no longer begins.
 *
 * <p>Thread safety: immutable; safe for many threads.
 */
public final class Watch {

  // Fewer say little about how long a task usually takes.
  private static final int FEWEST_MEASURED = 10;
  private static final int USUAL_PERCENT = 95;
  // It is looked at once a second: anything shorter would be seen by chance.
  private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final Timeline timeline;
  private final Intervals intervals;
  private final int overrunFactor;
  private final int absenceFactor;

  /** How a task does. */
  public enum Verdict {
    /** No execution overruns, and the task begins when it is due. */
    OK,
    /** An execution has been running far longer than executions of the task usually do. */
    OVERRUN,
    /** Nothing has begun though the task was due several times. */
    ABSENT,
    /** No execution overruns; whether the task is absent is not watched. */
    UNWATCHED;

    /** Returns whether somebody should look at the task. */
    public boolean isAlarm() {
      return this == OVERRUN || this == ABSENT;
    }
  }

  /**
   * What was seen.
   *
   * @param verdict how the task does
   * @param since for how long it has been so: since the execution began, or since anything began
   * @param usual what that is measured by: the 95th percentile, or the time between the two newest moments at
   *     which the task was due
   */
  public record Finding(Verdict verdict, Duration since, Duration usual) {

    private static final Finding FINE = new Finding(Verdict.OK, Duration.ZERO, Duration.ZERO);
    private static final Finding NO_OVERRUN =
        new Finding(Verdict.UNWATCHED, Duration.ZERO, Duration.ZERO);
  }

  /**
   * Creates a watch.
   *
   * @param overrunFactor how many times its 95th percentile an execution may run; 0: any time
   * @param absenceFactor how many times a task may be due while nothing begins; 0: any number of times
   */
  public Watch(Timeline timeline, Intervals intervals, int overrunFactor, int absenceFactor) {
    this.timeline = timeline;
    this.intervals = intervals;
    this.overrunFactor = overrunFactor;
    this.absenceFactor = absenceFactor;
  }

  /**
   * Returns how a task does now, null if that cannot be told: fewer than ten of its executions have ended,
   * and its absence is not watched. Cheap: the history is looked through only if something is running, or
   * if what began last was triggered by an operator or skipped.
   */
  public @Nullable Finding look(LiveTask task) {
    long now = timeline.nanos();
    Finding absence = absence(task, now);
    boolean usualIsKnown =
        overrunFactor > 0 && task.counters().measuredSinceReset() >= FEWEST_MEASURED;
    if (task.counters().running()) {
      Finding overrun = usualIsKnown ? overrun(task, now) : null;
      if (overrun != null) {
        return overrun;
      }
      absence = whileRunning(task, absence, usualIsKnown);
    }
    return absence == null && usualIsKnown ? Finding.NO_OVERRUN : absence;
  }

  /** What usually runs for several intervals is not absent while it does. */
  private @Nullable Finding whileRunning(
      LiveTask task, @Nullable Finding absence, boolean usualIsKnown) {
    if (absence == null || absence.verdict() != Verdict.ABSENT) {
      return absence;
    }
    if (usualIsKnown) {
      return Finding.FINE;
    }
    // A framework may wait for the execution, and how long executions usually take is not known.
    return intervals.countedSinceNanos(task) == null ? null : absence;
  }

  private @Nullable Finding overrun(LiveTask task, long now) {
    StateEntry longest = task.history().longestRunning();
    long ran = longest == null ? 0 : now - longest.startedNanos();
    Duration interval = task.definition().interval();
    if (ran < SHORTEST_NANOS || (interval != null && ran < interval.toNanos())) {
      return null;
    }
    long usual = task.counters().percentileNanosSinceReset(USUAL_PERCENT);
    // Less than zero: it was reset at this moment. The product may be more than a long holds.
    return usual >= 0 && ran / overrunFactor > usual
        ? new Finding(Verdict.OVERRUN, Duration.ofNanos(ran), Duration.ofNanos(usual))
        : null;
  }

  /** Returns null if absence is not watched. */
  private @Nullable Finding absence(LiveTask task, long now) {
    if (absenceFactor == 0 || !task.enabled()) {
      return null;
    }
    Rhythm rhythm = rhythm(task);
    Long idle = rhythm == null ? null : idleNanos(task, rhythm, now);
    return rhythm == null || idle == null ? null : absence(rhythm, Duration.ofNanos(idle));
  }

  private @Nullable Rhythm rhythm(LiveTask task) {
    Duration interval = task.definition().interval();
    if (interval == null) {
      return task.rhythm();
    }
    boolean hasTurns = intervals.countedSinceNanos(task) != null;
    // Without an instance there is nothing to run, and turns rest.
    return hasTurns && task.invoker().refusal() == null ? new Period(interval) : null;
  }

  /** Returns for how long nothing has run although something could have, null if nothing has been called yet. */
  private @Nullable Long idleNanos(LiveTask task, Rhythm rhythm, long now) {
    StateEntry last = task.lastCalled();
    Long turnsSince = intervals.countedSinceNanos(task);
    if (last == null && turnsSince == null && !rhythm.isPlanned()) {
      return null;
    }
    long idle = now - task.enabledSinceNanos();
    idle = turnsSince == null ? idle : Math.min(idle, now - turnsSince);
    // A fixed delay begins when an execution ends.
    return last == null ? idle : Math.min(idle, now - last.changedNanos());
  }

  /**
   * Counts how often the task was due. The time of the last call is reckoned back from now by the clock that is
   * never set and stands still while the machine sleeps: neither makes a task absent.
   */
  private @Nullable Finding absence(Rhythm rhythm, Duration idle) {
    Instant now = timeline.now();
    Instant before = now.minus(idle);
    Instant due = before;
    for (int i = 0; i < absenceFactor; i++) {
      before = due;
      due = rhythm.after(before);
      if (due == null) {
        return null;
      }
      if (!due.isBefore(now)) {
        return Finding.FINE;
      }
    }
    return idle.toNanos() < SHORTEST_NANOS
        ? Finding.FINE
        : new Finding(Verdict.ABSENT, idle, Duration.between(before, due));
  }
}
