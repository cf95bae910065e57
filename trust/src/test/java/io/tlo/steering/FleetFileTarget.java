package io.tlo.steering;

/** What the fuzzer calls: what any file gives is read again from the file it is written to. */
public final class FleetFileTarget {

  private FleetFileTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    FleetContent read = FleetFileFormat.read(data);
    if (read != null
        && !new FleetContent(read.off(), false)
            .equals(FleetFileFormat.read(FleetFileFormat.write(read.off())))) {
      throw new AssertionError("another one when it was written and read again");
    }
  }
}
