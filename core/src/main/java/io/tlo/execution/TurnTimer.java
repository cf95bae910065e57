package io.tlo.execution;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has things done when they are due, on one daemon thread that is started with the first.
 *
 * <p>Not the JDK's scheduled executor: the threads of all pools of a JVM wait in the same code of it. Many turns a
 * second make that code hot; the compiler then inlines what lately came by there, which may be of a web application,
 * and each thread that waits in it keeps that one's class loader (seen on JDK 25; see {@link OutOfLine}).
 *
 * <p>Thread safety: safe for many threads, by one lock that is never held while something is done.
 */
final class TurnTimer {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private @Nullable Thread thread;
  private boolean closed;

  /** Something that is to be done, and when. */
  final class Due implements Comparable<Due> {
    private final long nanos;
    private final Runnable what;

    private Due(long nanos, Runnable what) {
      this.nanos = nanos;
      this.what = what;
    }

    /** Has it not be done, unless it is being done already. */
    void cancel() {
      lock.lock();
      try {
        queue.remove(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int compareTo(Due other) {
      return Long.signum(nanos - other.nanos);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * Has something done at a moment.
   *
   * @param nanos when, by {@link System#nanoTime}
   * @return what can be cancelled; null if the timer is closed
   */
  @Nullable
  Due at(long nanos, Runnable what) {
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      Due due = new Due(nanos, what);
      queue.add(due);
      if (due.equals(queue.peek())) {
        changed.signal();
      }
      start();
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    if (thread == null) {
      Thread started =
          OwnThreads.make(group -> new Thread(group, this::run, "tlo-timer", 0, false));
      thread = started;
      started.start();
    }
  }

  private void run() {
    for (Due next = next(); next != null; next = next()) {
      attempt(next.what);
    }
  }

  private static void attempt(Runnable what) {
    try {
      what.run();
    } catch (Throwable e) {
      // The others are due all the same.
      return;
    }
  }

  /** Waits for what is due next; null once the timer is closed. */
  private @Nullable Due next() {
    lock.lock();
    try {
      while (!closed) {
        Due first = queue.peek();
        long left = first == null ? Long.MAX_VALUE : first.nanos - System.nanoTime();
        if (left <= 0) {
          return queue.poll();
        }
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          // Nobody has a reason to interrupt it; what is due is looked at once more.
          left = 0;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      queue.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
