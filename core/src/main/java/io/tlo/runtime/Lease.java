package io.tlo.runtime;

import io.tlo.execution.Admission;
import io.tlo.fleet.FleetStore;
import io.tlo.text.PlainLine;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right of this instance to run one task, and what is known of it here. It lasts from before it was asked for, so
 * that it never lasts longer here than in the store.
 *
 * <p>A call that finds half of the lease left runs at once, and the lease is extended meanwhile. Any other call waits
 * for the store's answer.
 *
 * <p>Thread safety: safe for many threads; only one asks the store.
 */
final class Lease implements Admission {

  /** For so long it is not asked again for what another instance has, or after a failure. */
  private static final long CALM_NANOS = Duration.ofMillis(100).toNanos();

  /** A store that is still being opened is waited for longer than one that does not answer. */
  private static final Duration OPENING = Duration.ofSeconds(10);

  private static final String NOT_OPEN = "the state store is not open yet";

  /**
   * What the settings say.
   *
   * @param length for how long a lease is taken
   * @param patience how long a call waits for the store
   * @param onError what becomes of a call for which the store cannot be asked
   */
  record Terms(Duration length, Duration patience, Exclusive.OnError onError) {}

  private final String task;
  private final Terms terms;
  private final Consumer<Lease> waker;
  private final LeaseClock clock;
  // No monitor: one that waits in it would hold up all virtual threads of its carrier.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  // Guarded by the lock, with all that follows.
  private LeaseClock.@Nullable End end;
  private @Nullable String holder;
  private String words = NOT_OPEN;
  private long answers;
  private long answeredNanos;
  private boolean asked;
  // Since when an answer is owed, 0 while none is.
  private long owedSinceNanos;
  private boolean used;
  private boolean decided;

  /**
   * Creates one that nobody has.
   *
   * @param waker has somebody {@link #ask} the store for this lease
   */
  Lease(String task, Terms terms, Consumer<Lease> waker, LeaseClock clock) {
    this.task = task;
    this.terms = terms;
    this.waker = waker;
    this.clock = clock;
  }

  @Override
  public @Nullable String refusal() {
    lock.lock();
    try {
      String interrupted = null;
      if (isToAsk(clock.nanos())) {
        ask();
        interrupted = awaitAnswer();
      }
      return verdict(interrupted);
    } finally {
      lock.unlock();
    }
  }

  private boolean isToAsk(long now) {
    boolean isOverdue =
        owedSinceNanos != 0 && now - owedSinceNanos >= patience().toNanos();
    boolean isCalm = answers > 0 && end == null && now - answeredNanos < CALM_NANOS;
    return !decided && !isOverdue && !isCalm && leftNanos() < terms.length().toNanos() / 2;
  }

  private Duration patience() {
    boolean isOpening = answers == 0 && terms.patience().compareTo(OPENING) < 0;
    return isOpening ? OPENING : terms.patience();
  }

  private long leftNanos() {
    return end == null ? 0 : end.leftNanos();
  }

  private void ask() {
    if (!asked) {
      asked = true;
      owedSinceNanos = owedSinceNanos == 0 ? clock.nanos() | 1 : owedSinceNanos;
      waker.accept(this);
    }
  }

  /** Returns why it was not waited for to the end, null if it was. */
  private @Nullable String awaitAnswer() {
    long seen = answers;
    long left = patience().toNanos();
    try {
      while (answers == seen && left > 0 && !decided) {
        left = answered.awaitNanos(left);
      }
      return null;
    } catch (InterruptedException e) {
      // Whatever the application wants of its thread, the task's method is to see it.
      Thread.currentThread().interrupt();
      return "the call was interrupted while it waited for the state store";
    }
  }

  /**
   * Decides of one call.
   *
   * @param interrupted why it did not wait for the store, null if it did or had no need to
   */
  private @Nullable String verdict(@Nullable String interrupted) {
    if (leftNanos() > 0) {
      used = true;
      // Else the next round extends it, in good time.
      if (leftNanos() < terms.length().toNanos() / 4 * 3) {
        ask();
      }
      return null;
    }
    if (holder != null) {
      return "held by " + holder;
    }
    if (terms.onError() == Exclusive.OnError.RUN) {
      return null;
    }
    return interrupted != null ? interrupted : unanswered();
  }

  private String unanswered() {
    return owedSinceNanos == 0 || answers == 0
        ? words
        : "the state store has not answered within " + terms.patience().toMillis() + " ms";
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
    LeaseClock.End wanted = clock.end(terms.length());
    try {
      String other = store.lease(task, terms.length());
      return other == null ? ours(wanted) : anothers(PlainLine.of(other));
    } catch (RuntimeException | Error e) {
      return failed(
          "the state store cannot be reached: " + PlainLine.of(String.valueOf(e.getMessage())));
    }
  }

  private void beginToAsk() {
    lock.lock();
    try {
      asked = false;
      used = false;
      // Whoever waits may have begun long before, as the store was still being opened.
      owedSinceNanos = owedSinceNanos == 0 ? clock.nanos() | 1 : owedSinceNanos;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String ours(LeaseClock.End until) {
    lock.lock();
    try {
      String lost = lost("and another instance may have run it meanwhile");
      end = until;
      settle(null, "its lease has ended");
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String anothers(String other) {
    lock.lock();
    try {
      String lost = end == null ? null : overrun(other + " may run it as well");
      end = null;
      settle(other, "");
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String failed(String why) {
    lock.lock();
    try {
      String lost = lost(why);
      if (lost == null && end != null) {
        // It is not over yet, and is to be extended.
        used = true;
      } else {
        end = null;
      }
      settle(null, why);
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String lost(String why) {
    return end != null && end.leftNanos() <= 0 ? overrun(why) : null;
  }

  private String overrun(String why) {
    return "exclusive: task '" + task + "' still runs here though its lease has ended, " + why;
  }

  private void settle(@Nullable String other, String with) {
    holder = other;
    words = with;
    answeredNanos = clock.nanos();
    owedSinceNanos = 0;
    answers++;
    answered.signalAll();
  }

  /** The store will never be asked: each call is decided at once. */
  void giveUp(String why) {
    lock.lock();
    try {
      decided = true;
      words = why;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
