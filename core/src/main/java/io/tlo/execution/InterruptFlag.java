package io.tlo.execution;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The interrupt flag of the present thread, where TLO takes it down and puts it up again. Whoever looks at the flag of
 * another thread can tell whether it was down for that reason.
 *
 * <p>Thread safety: safe for many threads; no lock is taken.
 */
final class InterruptFlag {

  private static final AtomicLong BEGUN = new AtomicLong();
  private static final AtomicLong OVER = new AtomicLong();

  private InterruptFlag() {}

  /**
   * Takes the flag down.
   *
   * @param isHeld whether it was taken down before and is to be put up again
   * @return whether it is to be put up again
   */
  static boolean takeDown(boolean isHeld) {
    BEGUN.incrementAndGet();
    boolean wasUp = Thread.interrupted();
    if (!wasUp || isHeld) {
      OVER.incrementAndGet();
    }
    return wasUp || isHeld;
  }

  /** Puts the flag up again that was taken down. */
  static void putUp() {
    try {
      Thread.currentThread().interrupt();
    } finally {
      OVER.incrementAndGet();
    }
  }

  /** Leaves the flag down that was taken down. */
  static void leaveDown() {
    OVER.incrementAndGet();
  }

  /** Returns a number to ask {@link #wasTakenDownSince} with. */
  static long now() {
    // In this order: what begins in between counts as not over.
    long over = OVER.get();
    return BEGUN.get() == over ? over : -1;
  }

  /** Returns whether the flag of any thread was down then, or has been since, because TLO has taken it down. */
  static boolean wasTakenDownSince(long moment) {
    return moment < 0 || BEGUN.get() != moment;
  }
}
