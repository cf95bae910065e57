package io.tlo.execution;

import io.tlo.state.StateEntry;
import java.time.Duration;
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
    /** Nothing unusual. */
    OK,
    /** An execution has been running far longer than executions of the task usually do. */
    OVERRUN,
    /** Nothing has begun for several intervals. */
    ABSENT
  }

  /**
   * What was seen.
   *
   * @param verdict how the task does
   * @param since for how long it has been so: since the execution began, or since anything began
   * @param usual what that is measured by: the 95th percentile, or the interval
   */
  public record Finding(Verdict verdict, Duration since, Duration usual) {

    private static final Finding FINE = new Finding(Verdict.OK, Duration.ZERO, Duration.ZERO);

    private static Finding of(Verdict verdict, long sinceNanos, long usualNanos) {
      return new Finding(verdict, Duration.ofNanos(sinceNanos), Duration.ofNanos(usualNanos));
    }
  }

  /**
   * Creates a watch.
   *
   * @param overrunFactor how many times its 95th percentile an execution may run; 0: any time
   * @param absenceFactor for how many intervals nothing may begin; 0: for any time
   */
  public Watch(Timeline timeline, Intervals intervals, int overrunFactor, int absenceFactor) {
    this.timeline = timeline;
    this.intervals = intervals;
    this.overrunFactor = overrunFactor;
    this.absenceFactor = absenceFactor;
  }

  /**
   * Returns how a task does now, null if that cannot be told: fewer than ten of its executions have ended,
   * and it has no turns or is off. Cheap: the history is looked through only if something is running.
   */
  public @Nullable Finding look(LiveTask task) {
    long now = timeline.nanos();
    boolean usualIsKnown =
        overrunFactor > 0 && task.counters().measuredSinceReset() >= FEWEST_MEASURED;
    if (usualIsKnown && task.counters().running()) {
      // What usually runs for several intervals is not absent while it does.
      return overrunOrFine(task, now);
    }
    Finding finding = absentOrFine(task, now);
    return finding == null && usualIsKnown ? Finding.FINE : finding;
  }

  private Finding overrunOrFine(LiveTask task, long now) {
    StateEntry longest = task.history().longestRunning();
    long ran = longest == null ? 0 : now - longest.startedNanos();
    Duration interval = task.definition().interval();
    if (ran < SHORTEST_NANOS || (interval != null && ran < interval.toNanos())) {
      return Finding.FINE;
    }
    long usual = task.counters().percentileNanosSinceReset(USUAL_PERCENT);
    // Less than zero: it was reset at this moment.
    return usual >= 0 && exceeds(ran, overrunFactor, usual)
        ? Finding.of(Verdict.OVERRUN, ran, usual)
        : Finding.FINE;
  }

  private @Nullable Finding absentOrFine(LiveTask task, long now) {
    Duration interval = task.definition().interval();
    Long turnsBegan = intervals.beganNanos(task);
    if (absenceFactor == 0 || interval == null || turnsBegan == null || !task.enabled()) {
      return null;
    }
    if (task.isExclusive()) {
      // Another instance may run it.
      return null;
    }
    long idle = idleNanos(task, turnsBegan, now);
    return exceeds(idle, absenceFactor, interval.toNanos())
        ? Finding.of(Verdict.ABSENT, idle, interval.toNanos())
        : Finding.FINE;
  }

  /** Returns for how long nothing has begun although something could have. */
  private static long idleNanos(LiveTask task, long turnsBegan, long now) {
    long idle = Math.min(now - turnsBegan, now - task.enabledSinceNanos());
    StateEntry last = task.history().lastBegun();
    return last == null ? idle : Math.min(idle, now - last.startedNanos());
  }

  /** The product of the two may be more than a long holds, their quotient is not. */
  private static boolean exceeds(long nanos, int factor, long usualNanos) {
    return nanos >= SHORTEST_NANOS && nanos / factor > usualNanos;
  }
}
