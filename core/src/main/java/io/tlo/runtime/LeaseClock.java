package io.tlo.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells how long a lease lasts here, by two clocks: by the one that nobody sets, and by the one that goes on while the
 * machine is suspended; what is over by either is over.
 *
 * <p>Thread safety: immutable.
 */
final class LeaseClock {

  private final LongSupplier nanos;
  private final LongSupplier millis;

  /**
   * Creates one.
   *
   * @param nanos as {@link System#nanoTime}
   * @param millis as {@link System#currentTimeMillis}
   */
  LeaseClock(LongSupplier nanos, LongSupplier millis) {
    this.nanos = nanos;
    this.millis = millis;
  }

  static LeaseClock system() {
    return new LeaseClock(System::nanoTime, System::currentTimeMillis);
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /** Returns the end of what begins now. */
  End end(Duration length) {
    return new End(
        this, nanos.getAsLong() + length.toNanos(), millis.getAsLong() + length.toMillis());
  }

  /** When something ends. */
  static final class End {
    private final LeaseClock clock;
    private final long atNanos;
    private final long atMillis;

    private End(LeaseClock clock, long atNanos, long atMillis) {
      this.clock = clock;
      this.atNanos = atNanos;
      this.atMillis = atMillis;
    }

    /** Returns how long it is until then, negative if it is over. */
    long leftNanos() {
      long byMillis = Duration.ofMillis(atMillis - clock.millis.getAsLong()).toNanos();
      return Math.min(atNanos - clock.nanos.getAsLong(), byMillis);
    }
  }
}
