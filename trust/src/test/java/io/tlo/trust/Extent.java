package io.tlo.trust;

import io.tlo.testing.Tier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The size of a check. The system property {@code tlo.trust.extent} gives it: the smallest size that
 * shows a promise and its control, the size of a night, or the full size, which docs/trust.md quotes.
 */
public enum Extent {
  LANDING,
  NIGHTLY,
  FULL;

  private static final String KEY = "tlo.trust.extent";

  /** Returns the number for the extent of this run. */
  public static int of(int inLanding, int inNightly, int inFull) {
    return switch (asked()) {
      case LANDING -> inLanding;
      case NIGHTLY -> inNightly;
      case FULL -> inFull;
    };
  }

  /** Returns whether this run has the smallest size, in which a part stands for a whole matrix. */
  public static boolean isLanding() {
    return asked() == LANDING;
  }

  /** Returns whether this run has the full size, with checks that take too long for a night. */
  public static boolean isFull() {
    return asked() == FULL;
  }

  /**
   * Returns the seed that a system property gives, and prints it. Without the property, landing has
   * always the same seed, and the other extents have a new seed in each run.
   */
  public static long seed(String property, long inLanding) {
    return isLanding() ? Tier.seed(property, inLanding) : Tier.seed(property);
  }

  private static Extent asked() {
    return named(System.getProperty(KEY, LANDING.word()));
  }

  /**
   * Returns the extent of a name.
   *
   * @throws IllegalArgumentException if there is no extent of that name
   */
  static Extent named(String name) {
    for (Extent each : values()) {
      if (each.word().equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(KEY + ": '" + name + "' is not allowed; allowed are "
        + Arrays.stream(values()).map(Extent::word).collect(Collectors.joining(", ")));
  }

  static String askedWord() {
    return asked().word();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
