package io.tlo.execution;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a custom registry or store threw: the first is told, and so is the first after it worked again for which
 * it only was away; all others are only counted.
 *
 * <p>Thread safety: safe for many threads.
 */
final class StoreFaults {

  /** What was thrown, and when. */
  record Last(String text, Instant at) {}

  private final FaultListener faults;
  private final AtomicBoolean failureTold = new AtomicBoolean();
  private final AtomicBoolean absenceTold = new AtomicBoolean();
  private final LongAdder retries = new LongAdder();
  private volatile @Nullable Last last;

  StoreFaults(FaultListener faults) {
    this.faults = faults;
  }

  static boolean isAbsence(Throwable thrown) {
    return thrown instanceof TloException refusal && refusal.reason() == Reason.STORE_UNAVAILABLE;
  }

  /** Hears of what was thrown; throws nothing. */
  void thrown(Throwable failure) {
    boolean absent = isAbsence(failure);
    AtomicBoolean told = absent ? absenceTold : failureTold;
    try {
      last = new Last(text(failure), Instant.now());
      if (told.compareAndSet(false, true)) {
        tell(absent, failure);
      }
    } catch (Throwable e) {
      // The memory may be used up: the next failure is told, and this thread goes on.
      told.set(false);
    }
  }

  private void tell(boolean absent, Throwable failure) {
    if (absent) {
      faults.fault(
          "the state store cannot be reached, records wait for it: " + failure.getMessage(), null);
    } else {
      faults.fault("a custom store or registry failed, further failures are only counted", failure);
    }
  }

  private static String text(Throwable failure) {
    return isAbsence(failure)
        ? String.valueOf(failure.getMessage())
        : FailureText.headlineOf(failure);
  }

  /** The store is asked again since it was away. */
  void retried() {
    retries.increment();
  }

  /** The store has taken something: when it is away again, that is worth another line. */
  void worked() {
    if (absenceTold.get()) {
      absenceTold.set(false);
    }
  }

  long retries() {
    return retries.sum();
  }

  @Nullable
  Last last() {
    return last;
  }
}
