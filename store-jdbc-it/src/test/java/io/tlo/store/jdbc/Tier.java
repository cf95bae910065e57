package io.tlo.store.jdbc;

/** The tier of the build that runs the tests: {@code -Dtlo.tier=nightly} gives the large sizes. */
final class Tier {

  private static final boolean NIGHTLY = "nightly".equals(System.getProperty("tlo.tier"));

  private Tier() {}

  static boolean isNightly() {
    return NIGHTLY;
  }

  /** Returns the size that a system property gives, otherwise that of the tier. */
  static int size(String property, int usual, int nightly) {
    return Integer.getInteger(property, NIGHTLY ? nightly : usual);
  }

  /** Returns the seed that a system property gives, otherwise a new seed, and prints it. */
  static long seed(String property) {
    long seed = Long.getLong(property, System.nanoTime());
    System.out.println("seed: -D" + property + "=" + seed);
    return seed;
  }
}
