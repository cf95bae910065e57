package io.tlo.jmx;

import java.time.Duration;

/**
 * Lets ten pass in any second.
 *
 * <p>Thread safety: safe, by one lock, which nobody waits for in numbers: who is told to hold back does
 * not ask again for every further event.
 */
final class RateLimit {

  private static final int MOST = 10;
  private static final long WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final long[] passed = new long[MOST];
  private long count;

  /** Returns whether one more may pass now; if so, it has. */
  synchronized boolean take(long nowNanos) {
    int oldest = (int) (count % MOST);
    if (count >= MOST && nowNanos - passed[oldest] < WITHIN_NANOS) {
      return false;
    }
    passed[oldest] = nowNanos;
    count++;
    return true;
  }
}
