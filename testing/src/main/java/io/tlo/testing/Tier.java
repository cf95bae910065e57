package io.tlo.testing;

/**
 * How much of a matrix is run. The system property {@code tlo.tier} tells it: {@code usual}, which is the default, or
 * {@code nightly}.
 */
public final class Tier {

  private static final boolean NIGHTLY = isNightly(System.getProperty("tlo.tier", "usual"));

  private Tier() {}

  private static boolean isNightly(String name) {
    return switch (name) {
      case "usual" -> false;
      case "nightly" -> true;
      default ->
        throw new IllegalStateException(
            "tlo.tier: '" + name + "' is not allowed, allowed: usual, nightly");
    };
  }

  /** Returns whether everything is to be run, with JVMs as users start them. */
  public static boolean isNightly() {
    return NIGHTLY;
  }

  /** Returns the first value in the usual tier, the second in the nightly one. */
  public static <T> T of(T usual, T nightly) {
    return NIGHTLY ? nightly : usual;
  }
}
