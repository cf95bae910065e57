package io.tlo.execution;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator made of a task: on, off, or off until a moment at which it comes back by itself.
 *
 * <p>Thread safety: immutable.
 *
 * @param on whether the task is on
 * @param until when a task that is off comes back, null if not by itself
 */
public record Switch(boolean on, @Nullable Instant until) {

  /** The task is on. */
  public static final Switch ON = new Switch(true, null);

  /** The task is off until somebody switches it on. */
  public static final Switch OFF = new Switch(false, null);

  private static final Instant YEAR_10000 = Instant.ofEpochSecond(253_402_300_800L);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a switch that is on has an end, or the end does not lie in the
   *     years 1970 to 9999
   */
  public Switch {
    if (on && until != null) {
      throw new IllegalArgumentException(
          "switch: on until " + until + "; only off may have an end");
    }
    if (until != null && (until.isBefore(Instant.EPOCH) || !until.isBefore(YEAR_10000))) {
      throw new IllegalArgumentException(
          "switch: off until " + until + " is out of bounds, allowed: the years 1970 to 9999");
    }
  }

  /**
   * Returns a switch that is off and comes back by itself.
   *
   * @throws IllegalArgumentException if the moment does not lie in the years 1970 to 9999
   */
  public static Switch offUntil(Instant until) {
    return new Switch(false, until);
  }

  /** Returns whether a switch that was off until a moment has come back. */
  public boolean isBackAt(Instant now) {
    return until != null && !now.isBefore(until);
  }

  /**
   * Written out: the JDK 17 remembers the class of the last record whose generated {@code equals} it linked, and
   * that would hold an agent which has been taken out.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Switch that && on == that.on && Objects.equals(until, that.until);
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(on) + 31 * Objects.hashCode(until);
  }
}
