package io.tlo.execution;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts one task's executions. Counting never goes back, so that nothing is lost when it is reset:
 * a reset only notes from where on the numbers shown are taken.
 *
 * <p>Thread safety: safe. {@link LongAdder} keeps two threads that run the same task off one memory
 * cell.
 */
final class ExecutionCounters {

  private final LongAdder begun = new LongAdder();
  private final LongAdder succeeded = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder neverBegun = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAccumulator mostNanos = new LongAccumulator(Math::max, 0);
  private final DurationHistogram durations = new DurationHistogram();

  private volatile Reset reset = new Reset(ExecutionTotals.NONE, 0, 0);

  private record Reset(ExecutionTotals totals, long neverBegun, long nanos) {}

  void begun() {
    begun.increment();
  }

  /** What was counted as begun does not begin after all. */
  void notBegun() {
    begun.decrement();
  }

  void succeeded(long tookNanos) {
    succeeded.increment();
    took(tookNanos);
  }

  void failed(long tookNanos) {
    failed.increment();
    took(tookNanos);
  }

  void cancelled(long tookNanos) {
    cancelled.increment();
    took(tookNanos);
  }

  /** An execution fails that waited and never began: it took no time that could be measured. */
  void failedUnbegun() {
    neverBegun.increment();
    begun.increment();
    failed.increment();
  }

  /** An execution is cancelled that waited and never began. */
  void cancelledUnbegun() {
    neverBegun.increment();
    begun.increment();
    cancelled.increment();
  }

  void skipped() {
    skipped.increment();
  }

  private void took(long tookNanos) {
    nanos.add(tookNanos);
    mostNanos.accumulate(tookNanos);
    durations.add(tookNanos);
  }

  void reset() {
    reset = new Reset(total(), neverBegun.sum(), nanos.sum());
    // Before the longest one: a percentile is never shown to be more than that.
    durations.reset();
    mostNanos.reset();
  }

  /** Returns the numbers since the task was registered. */
  ExecutionTotals total() {
    // What has ended is read before what has begun: so none is ever seen to have ended unbegun.
    long succeededNow = succeeded.sum();
    long failedNow = failed.sum();
    long cancelledNow = cancelled.sum();
    long running = begun.sum() - succeededNow - failedNow - cancelledNow;
    return new ExecutionTotals(succeededNow, failedNow, cancelledNow, running, skipped.sum());
  }

  /** Returns the numbers since the last reset. */
  ExecutionTotals sinceReset() {
    // The reset is read first: one that came in between would take away more than there was.
    Reset from = reset;
    return total().since(from.totals());
  }

  /** Returns how long an execution took on average since the last reset, -1 if none has ended. */
  long averageNanosSinceReset() {
    Reset from = reset;
    long measured = measuredSince(from);
    return measured <= 0 ? -1 : (nanos.sum() - from.nanos()) / measured;
  }

  /** Returns the time of the longest execution that has ended since the last reset. */
  long mostNanosSinceReset() {
    return mostNanos.get();
  }

  /** Returns how many executions were measured since the last reset. */
  long measuredSinceReset() {
    return measuredSince(reset);
  }

  private long measuredSince(Reset from) {
    long unbegun = neverBegun.sum() - from.neverBegun();
    return total().since(from.totals()).ended() - unbegun;
  }

  /** Returns whether an execution runs now. */
  boolean running() {
    return total().running() > 0;
  }

  /**
   * Returns a time that at least so many of 100 executions did not exceed since the last reset, at most
   * 6.25 % too high and never more than the longest one's; -1 if none has ended.
   *
   * @param percent 1 to 100
   */
  long percentileNanosSinceReset(int percent) {
    long most = mostNanos.get();
    return Math.min(most, durations.percentileNanos(percent));
  }
}
