package io.tlo.steering;

import io.tlo.fleet.SwitchedOff;
import java.util.List;

/** What the fuzzer calls: what any file gives is read again from the file it is written to. */
public final class FleetFileTarget {

  private FleetFileTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<SwitchedOff> read = FleetFileFormat.read(data);
    if (read != null && !read.equals(FleetFileFormat.read(FleetFileFormat.write(read)))) {
      throw new AssertionError("another one when it was written and read again");
    }
  }
}
