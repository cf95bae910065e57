package io.tlo.runtime;

import io.tlo.execution.Admission;
import io.tlo.fleet.FleetStore;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of this instance to run one task, and what is known of it here. It lasts from before it was asked for, by
 * the clock of this JVM that nobody sets, so that it never lasts longer here than in the store.
 *
 * <p>A call that finds half of the lease left runs at once, and the lease is extended meanwhile. Any other call waits
 * for the store's answer.
 *
 * <p>Thread safety: safe for many threads; only one asks the store.
 */
final class Lease implements Admission {

  /** For so long it is not asked again for what another instance has, or after a failure. */
  private static final long CALM_NANOS = Duration.ofMillis(100).toNanos();

  /**
   * What the settings say.
   *
   * @param length for how long a lease is taken
   * @param patience how long a call waits for the store
   * @param onError what becomes of a call for which the store cannot be asked
   */
  record Terms(Duration length, Duration patience, Exclusive.OnError onError) {}

  /** What the store said last. */
  private enum Answer {
    NONE,
    OURS,
    ANOTHERS,
    FAILED
  }

  private final String task;
  private final Terms terms;
  private final Runnable waker;
  private final LongSupplier nanos;
  private final long lengthNanos;
  // No monitor: one that waits in it would hold up all virtual threads of its carrier.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  // Guarded by the lock, with all that follows.
  private Answer answer = Answer.NONE;
  private String words = "";
  private long untilNanos;
  private long answeredNanos;
  private long answers;
  private boolean asked;
  private boolean used;
  private boolean closed;

  /**
   * Creates one that nobody has.
   *
   * @param waker has somebody {@link #ask} the store
   * @param nanos the clock of this JVM that nobody sets
   */
  Lease(String task, Terms terms, Runnable waker, LongSupplier nanos) {
    this.nanos = nanos;
    this.task = task;
    this.terms = terms;
    this.waker = waker;
    this.lengthNanos = terms.length().toNanos();
  }

  @Override
  public @Nullable String refusal() {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      if (leftNanos(now) < lengthNanos / 2 && !isCalm(now)) {
        awaitAnswer(now);
      }
      return verdict(leftNanos(nanos.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String verdict(long leftNanos) {
    if (leftNanos > 0) {
      used = true;
      // Else the next round extends it, in good time.
      if (leftNanos < lengthNanos / 4 * 3) {
        ask();
      }
      return null;
    }
    if (answer == Answer.ANOTHERS) {
      return "held by " + words;
    }
    return terms.onError() == Exclusive.OnError.RUN ? null : words;
  }

  private long leftNanos(long now) {
    return answer == Answer.OURS ? untilNanos - now : 0;
  }

  private boolean isCalm(long now) {
    return (answer == Answer.ANOTHERS || answer == Answer.FAILED)
        && now - answeredNanos < CALM_NANOS;
  }

  private void ask() {
    if (!asked) {
      asked = true;
      waker.run();
    }
  }

  private void awaitAnswer(long now) {
    long seen = answers;
    ask();
    long left = terms.patience().toNanos();
    try {
      while (answers == seen && left > 0 && !closed) {
        left = answered.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Whatever the application wants of its thread, the task's method is to see it.
      Thread.currentThread().interrupt();
    }
    if (answers == seen && leftNanos(nanos.getAsLong()) <= 0) {
      answer = Answer.FAILED;
      words = "the state store did not answer within "
          + Duration.ofNanos(nanos.getAsLong() - now).toMillis() + " ms";
      answeredNanos = nanos.getAsLong();
    }
  }

  /** An execution of the task runs now. */
  void isUsed() {
    lock.lock();
    try {
      used = true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the store is to be asked, for the first time or for more. */
  boolean isWanted() {
    lock.lock();
    try {
      return asked || used;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks the store.
   *
   * @return what is to be told of an execution that runs, null if nothing
   */
  @Nullable
  String ask(FleetStore store) {
    beginToAsk();
    long before = nanos.getAsLong();
    try {
      String holder = store.lease(task, terms.length());
      return holder == null ? ours(before) : anothers(holder);
    } catch (RuntimeException | Error e) {
      return failed("the state store cannot be reached: " + e.getMessage());
    }
  }

  private void beginToAsk() {
    lock.lock();
    try {
      asked = false;
      used = false;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String ours(long before) {
    lock.lock();
    try {
      untilNanos = before + lengthNanos;
      settle(Answer.OURS, "");
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String anothers(String holder) {
    lock.lock();
    try {
      boolean lost = answer == Answer.OURS;
      settle(Answer.ANOTHERS, holder);
      return lost ? lost(holder + " may run it as well") : null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String failed(String why) {
    lock.lock();
    try {
      boolean held = answer == Answer.OURS;
      boolean ended = held && untilNanos - nanos.getAsLong() <= 0;
      if (held && !ended) {
        // It is not over yet, and is to be extended.
        used = true;
        settle(Answer.OURS, "");
      } else {
        settle(Answer.FAILED, why);
      }
      return ended ? lost(why) : null;
    } finally {
      lock.unlock();
    }
  }

  private String lost(String why) {
    return "exclusive: task '" + task + "' still runs here though its lease has ended, " + why;
  }

  private void settle(Answer next, String with) {
    answer = next;
    words = with;
    answeredNanos = nanos.getAsLong();
    answers++;
    answered.signalAll();
  }

  /** Nobody waits for an answer any more. */
  void giveUp() {
    lock.lock();
    try {
      closed = true;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
