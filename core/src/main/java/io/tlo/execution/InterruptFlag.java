package io.tlo.execution;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The interrupt flag of the present thread, where TLO takes it down and may put it up again. Whoever looks at the flag
 * of another thread can tell whether it was down for that reason.
 *
 * <p>A thread that runs out of stack or memory in between never says that it is done. It takes 50 ms otherwise, so
 * after a minute it is no longer waited for.
 *
 * <p>Thread safety: each is confined to the thread that made it; asking is safe for many threads. No lock is taken.
 */
final class InterruptFlag {

  private static final long LOST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final AtomicLong BEGUN = new AtomicLong();
  // Not a concurrent map: a stack that is used up in the middle could break that for ever.
  private static final Queue<InterruptFlag> DOWN = new ConcurrentLinkedQueue<>();

  private final long sinceNanos;
  private boolean wasUp;

  private InterruptFlag(long nanos) {
    sinceNanos = nanos;
  }

  /** Takes the flag down, until {@link #putUp}, {@link #leaveDown} or {@link #restore} is called. */
  static InterruptFlag takeDown() {
    return takeDown(System.nanoTime());
  }

  static InterruptFlag takeDown(long nanos) {
    forgetLost(nanos);
    InterruptFlag flag = new InterruptFlag(nanos);
    // In this order: whoever reads the number after it was raised finds this in the queue.
    DOWN.add(flag);
    BEGUN.incrementAndGet();
    flag.takeDownAgain();
    return flag;
  }

  /** Those that are lost come first; each would make {@link #leaveDown} slower. */
  private static void forgetLost(long nanos) {
    InterruptFlag first = DOWN.peek();
    while (first != null && nanos - first.sinceNanos >= LOST_NANOS) {
      DOWN.remove(first);
      first = DOWN.peek();
    }
  }

  /** Takes it down if it has been put up since. */
  void takeDownAgain() {
    wasUp |= Thread.interrupted();
  }

  /** Returns whether it was up when it was taken down. */
  boolean wasUp() {
    return wasUp;
  }

  /** Puts it up if it was up. */
  void restore() {
    if (wasUp) {
      putUp();
    } else {
      leaveDown();
    }
  }

  /** Puts it up. */
  void putUp() {
    try {
      Thread.currentThread().interrupt();
    } finally {
      leaveDown();
    }
  }

  /** Leaves it as it is. */
  void leaveDown() {
    DOWN.remove(this);
  }

  /** Returns a number to ask {@link #wasTakenDownSince} with. */
  static long now() {
    return now(System.nanoTime());
  }

  static long now(long nanos) {
    // In this order: what begins in between raises the number.
    long begun = BEGUN.get();
    for (Iterator<InterruptFlag> each = DOWN.iterator(); each.hasNext(); ) {
      if (nanos - each.next().sinceNanos < LOST_NANOS) {
        return -1;
      }
      each.remove();
    }
    return begun;
  }

  /** Returns whether the flag of any thread was down then, or has been since, because TLO has taken it down. */
  static boolean wasTakenDownSince(long moment) {
    return moment < 0 || BEGUN.get() != moment;
  }
}
