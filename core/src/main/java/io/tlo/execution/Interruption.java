package io.tlo.execution;

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

  private final String by;
  private volatile boolean settled;
  private volatile boolean reached;
  private volatile @Nullable Thread thread;

  /**
   * Creates one that is not settled.
   *
   * @param by who interrupts
   */
  Interruption(String by) {
    this.by = by;
  }

  String by() {
    return by;
  }

  /** It has reached the execution, on this thread or, for null, its stage. */
  void settleReached(@Nullable Thread onThread) {
    thread = onThread;
    reached = true;
    settled = true;
  }

  /** It has not reached the execution, or turns out not to have. */
  void settleMissed() {
    reached = false;
    settled = true;
  }

  /** Waits until it is settled: {@link Thread#interrupt()} is all there is to wait for. */
  void awaitSettled() {
    while (!settled) {
      LockSupport.parkNanos(1_000);
    }
  }

  /** Returns whether it has reached the execution. */
  boolean reached() {
    return reached;
  }

  /** Takes the interrupt away from the present thread, if it is the one that was interrupted. */
  void clear() {
    if (thread == Thread.currentThread()) {
      Thread.interrupted();
    }
  }
}
