package io.tlo.execution;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The classes of the application that are not asked for texts for a minute, since an answer took too long
 * or was huge. What is remembered hangs on the class itself: nothing here holds one.
 *
 * <p>Thread safety: safe for many threads.
 */
final class MutedClasses {

  private static final long MUTED_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** When each was muted; 0 for never. */
  private static final ClassValue<AtomicLong> SINCE = new ClassValue<>() {
    @Override
    protected AtomicLong computeValue(Class<?> type) {
      return new AtomicLong();
    }
  };

  private MutedClasses() {}

  /**
   * Mutes a class.
   *
   * @param nanos the present reading of the clock
   */
  static void mute(Class<?> type, long nanos) {
    SINCE.get(type).set(nanos == 0 ? 1 : nanos);
  }

  static boolean contains(Class<?> type, long nanos) {
    long since = SINCE.get(type).get();
    return since != 0 && nanos - since < MUTED_NANOS;
  }
}
