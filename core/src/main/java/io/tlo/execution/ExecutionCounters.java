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
  }

  void reset() {
    reset = new Reset(total(), neverBegun.sum(), nanos.sum());
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
    long unbegun = neverBegun.sum() - from.neverBegun();
    long measured = total().since(from.totals()).ended() - unbegun;
    return measured <= 0 ? -1 : (nanos.sum() - from.nanos()) / measured;
  }

  /** Returns the time of the longest execution that has ended since the last reset. */
  long mostNanosSinceReset() {
    return mostNanos.get();
  }
}
