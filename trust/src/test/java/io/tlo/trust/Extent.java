package io.tlo.trust;

/**
 * How much of a check is run: as much as docs/trust.md quotes, or as the time of a build allows.
 */
public final class Extent {

  private static final boolean FULL = Boolean.getBoolean("tlo.trust.full");

  private Extent() {}

  /** Returns the first number in a build, the second where the whole is asked for. */
  public static int of(int inABuild, int inFull) {
    return FULL ? inFull : inABuild;
  }

  /** Returns whether the whole is asked for, for what a build leaves out. */
  public static boolean isFull() {
    return FULL;
  }

  static String word() {
    return FULL ? "full" : "short";
  }
}
