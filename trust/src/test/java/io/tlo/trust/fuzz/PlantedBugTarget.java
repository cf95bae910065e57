package io.tlo.trust.fuzz;

/** The control: what a fuzzer must find, and what chance would not find in a year. */
public final class PlantedBugTarget {

  private PlantedBugTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length > 3 && data[0] == 't' && data[1] == 'a' && data[2] == 's' && data[3] == 'k') {
      throw new IllegalStateException("the planted bug");
    }
  }
}
