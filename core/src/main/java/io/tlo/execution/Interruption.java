package io.tlo.execution;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * That an operator interrupted a running execution. It is noted before the thread is interrupted, and
 * settled afterwards: an execution that ends in between waits for that, so that the interrupt never
 * reaches what its thread does next.
 *
 * <p>Thread safety: safe.
 */
final class Interruption {

  // Settling takes microseconds, unless the thread is of a class whose own interrupt() blocks.
  private static final long MOST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final String by;
  private volatile boolean settled;
  private volatile boolean reached;
  // Who interrupted it before, if that has reached it.
  private volatile @Nullable String before;

  /**
   * Creates one that is not settled.
   *
   * @param by who interrupts
   */
  Interruption(String by) {
    this.by = by;
  }

  /** Returns who interrupted it: if this one has not reached it, who did before. */
  String by() {
    String earlier = before;
    return reached || earlier == null ? by : earlier;
  }

  /** It takes the place of one that is settled. */
  void follow(Interruption earlier) {
    before = earlier.reached() ? earlier.by() : null;
  }

  /** It has reached the execution, or not. */
  void settle(boolean hasReached) {
    reached = hasReached;
    settled = true;
  }

  /**
   * Waits until it is settled, a second at most: {@link Thread#interrupt()} is all there is to wait for,
   * but a class of the application's may override that and block.
   */
  void awaitSettled() {
    long began = System.nanoTime();
    while (!settled && System.nanoTime() - began < MOST_WAIT_NANOS) {
      LockSupport.parkNanos(1_000);
    }
  }

  /** Returns whether it, or one before it, has reached the execution. */
  boolean reached() {
    return reached || before != null;
  }
}
