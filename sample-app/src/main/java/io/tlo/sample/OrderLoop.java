package io.tlo.sample;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * Takes turns at a steady pace until it is stopped or its time is over.
 *
 * <p>A turn that took too long is not made up for: after a pause of the machine no burst of orders
 * follows.
 *
 * <p>Thread safety: {@link #stop} may be called from any thread; the turns stay on the caller's.
 */
final class OrderLoop {

  private final long pace;
  private final long timeLimit;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopped = new CountDownLatch(1);

  OrderLoop(Duration pace, Duration timeLimit, LongSupplier nanoTime) {
    this.pace = pace.toNanos();
    this.timeLimit = timeLimit.toNanos();
    this.nanoTime = nanoTime;
  }

  void run(Runnable turn) {
    long start = nanoTime.getAsLong();
    long due = 0;
    while (!isStoppedBy(start + Math.min(due, timeLimit)) && due < timeLimit) {
      turn.run();
      due = Math.max(due + pace, nanoTime.getAsLong() - start);
    }
  }

  /** Lets the turn in hand be the last one. */
  void stop() {
    stopped.countDown();
  }

  private boolean isStoppedBy(long time) {
    try {
      return stopped.await(time - nanoTime.getAsLong(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
