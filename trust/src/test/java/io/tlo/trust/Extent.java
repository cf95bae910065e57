package io.tlo.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much of a check is run, by the system property {@code tlo.trust.extent}: the least that shows
 * a promise and its control, all that a night allows, or as much as docs/trust.md quotes.
 */
public enum Extent {
  LANDING,
  NIGHTLY,
  FULL;

  private static final String KEY = "tlo.trust.extent";

  /** Returns the number of the extent that is asked for. */
  public static int of(int inLanding, int inNightly, int inFull) {
    return switch (asked()) {
      case LANDING -> inLanding;
      case NIGHTLY -> inNightly;
      case FULL -> inFull;
    };
  }

  /** Returns whether the least is asked for, for what stands for a whole matrix. */
  public static boolean isLanding() {
    return asked() == LANDING;
  }

  /** Returns whether the whole is asked for, for what takes too long for a night. */
  public static boolean isFull() {
    return asked() == FULL;
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
