package io.tlo.execution;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.registry.TaskRegistry;
import io.tlo.state.TaskStateStore;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a custom registry or store threw: the first of each is told, and so is the first after the store worked again
 * for which it only was away; all others are only counted.
 *
 * <p>Thread safety: safe for many threads.
 */
final class StoreFaults {

  /** What was thrown, and when. */
  record Last(String text, Instant at) {}

  private static final String ABSENCE = "absence";

  private final FaultListener faults;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final LongAdder retries = new LongAdder();
  private volatile @Nullable Last last;

  StoreFaults(FaultListener faults) {
    this.faults = faults;
  }

  static boolean isAbsence(Throwable thrown) {
    return thrown instanceof TloException refusal && refusal.reason() == Reason.STORE_UNAVAILABLE;
  }

  /**
   * Hears of what the store threw; throws nothing.
   *
   * @param store the custom store, null if it has not come
   */
  void thrown(@Nullable TaskStateStore store, Throwable failure) {
    try {
      last = new Last(text(failure), Instant.now());
      if (isAbsence(failure)) {
        tell(
            ABSENCE,
            "the state store cannot be reached, records wait for it: " + failure.getMessage(),
            null);
      } else {
        failed("store", store, failure);
      }
    } catch (Throwable e) {
      // The memory may be used up: the next failure is told, and this thread goes on.
      return;
    }
  }

  /** Hears of what the custom registry threw; throws nothing. */
  void thrown(TaskRegistry registry, Throwable failure) {
    try {
      failed("registry", registry, failure);
    } catch (Throwable e) {
      // As above.
      return;
    }
  }

  private void failed(String what, @Nullable Object custom, Throwable failure) {
    String which = what + (custom == null ? "" : " " + custom.getClass().getName());
    tell(which, "the custom " + which + " failed, further failures are only counted", failure);
  }

  /** What could not be told is told the next time. */
  private void tell(String which, String sentence, @Nullable Throwable failure) {
    if (told.add(which)) {
      try {
        faults.fault(sentence, failure);
      } catch (Throwable e) {
        told.remove(which);
      }
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
    if (told.contains(ABSENCE)) {
      told.remove(ABSENCE);
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
