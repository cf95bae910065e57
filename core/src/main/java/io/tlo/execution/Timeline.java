package io.tlo.execution;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Times of executions: measured by a clock that is never set, shown by the one on the wall.
 *
 * <p>An execution notes readings of the first and the {@link Anchor} that was in force; so its times
 * read the same for ever, and reading the wall clock costs the application nothing.
 *
 * <p>Thread safety: safe.
 */
public final class Timeline {

  private static final long TOLERANCE_MILLIS = 100;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final Clock clock;
  private volatile Anchor anchor;

  /**
   * Creates a time line.
   *
   * @param nanos a clock that is never set, in nanoseconds
   * @param clock the clock on the wall
   */
  public Timeline(LongSupplier nanos, Clock clock) {
    this.nanos = nanos;
    this.clock = clock;
    this.anchor = new Anchor(nanos.getAsLong(), clock.instant());
  }

  /** Returns the time line of this process. */
  public static Timeline system() {
    // Not a method reference: it would start java.lang.invoke while the application starts.
    return new Timeline(
        new LongSupplier() {
          @Override
          public long getAsLong() {
            return System.nanoTime();
          }
        },
        Clock.systemUTC());
  }

  long nanos() {
    return nanos.getAsLong();
  }

  Anchor anchor() {
    return anchor;
  }

  /** Returns what the clock on the wall shows. */
  public Instant now() {
    return clock.instant();
  }

  /** Takes a new anchor if the clock on the wall has been set since the last one. */
  public void correct() {
    long now = nanos.getAsLong();
    // In bare numbers: this runs every second, and is interpreted for hours.
    long off = clock.millis() - anchor.millisAt(now);
    if (Math.abs(off) > TOLERANCE_MILLIS) {
      anchor = new Anchor(now, clock.instant());
    }
  }

  /**
   * A moment on both clocks.
   *
   * @param nanos on the one that is never set
   * @param instant on the wall
   */
  record Anchor(long nanos, Instant instant) {
    Instant at(long otherNanos) {
      return instant.plusNanos(otherNanos - nanos);
    }

    long millisAt(long otherNanos) {
      return instant.toEpochMilli() + (otherNanos - nanos) / NANOS_PER_MILLI;
    }
  }
}
