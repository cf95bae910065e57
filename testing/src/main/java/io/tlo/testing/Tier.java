package io.tlo.testing;

/**
 * The tier of the build that runs the tests, and with it the size of a test. The system property {@code test.tier}
 * gives it: {@code usual}, the default, which the landing tier has too, or {@code nightly}.
 */
public final class Tier {

  private static final boolean NIGHTLY = isNightly(System.getProperty("test.tier", "usual"));

  private Tier() {}

  private static boolean isNightly(String name) {
    return switch (name) {
      case "usual" -> false;
      case "nightly" -> true;
      default ->
        throw new IllegalStateException(
            "test.tier: '" + name + "' is not allowed, allowed: usual, nightly");
    };
  }

  /** Returns whether tests have their large sizes, and programs are started with the JVM's own defaults. */
  public static boolean isNightly() {
    return NIGHTLY;
  }

  /** Returns the first value in the usual tier, the second value in the nightly tier. */
  public static <T> T of(T usual, T nightly) {
    return NIGHTLY ? nightly : usual;
  }

  /** Returns the number that a system property gives, otherwise the number of the tier. */
  public static int size(String property, int usual, int nightly) {
    return Integer.getInteger(property, of(usual, nightly));
  }

  /** Returns the seed that a system property gives, otherwise a new seed, and prints it. */
  public static long seed(String property) {
    return seed(property, System.nanoTime());
  }

  /** Returns the seed that a system property gives, otherwise the other seed, and prints it. */
  public static long seed(String property, long otherwise) {
    long seed = Long.getLong(property, otherwise);
    System.out.println("seed: -D" + property + "=" + seed);
    return seed;
  }
}
