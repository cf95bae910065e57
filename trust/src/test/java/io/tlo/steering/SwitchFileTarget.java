package io.tlo.steering;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the fuzzer calls: any file gives switches and at most one sentence on its damage; and what
 * was read is read again from the file that it is written to.
 */
public final class SwitchFileTarget {

  private SwitchFileTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    SwitchFileParser parser = new SwitchFileParser(data);
    parser.newerVersion();
    SwitchContent read = parser.parse();
    byte[] written = SwitchFileFormat.write(read.switches);
    SwitchContent again = new SwitchFileParser(written).parse();
    if (again.damage != null || !again.switches.equals(read.switches)) {
      throw new AssertionError("written and read again: " + again.damage);
    }
    String damage = read.damage;
    if (damage != null && (damage.length() > 200 || damage.indexOf('\n') >= 0)) {
      throw new AssertionError("no line: " + damage);
    }
    requireDamageIsSeen(data, read, written);
  }

  /**
   * A file that is not as it was written is damaged, but for the ends of lines that an editor
   * writes.
   */
  private static void requireDamageIsSeen(byte[] data, SwitchContent read, byte[] written) {
    String text = new String(data, StandardCharsets.UTF_8);
    if (read.damage == null
        && text.indexOf('\r') < 0
        && read.switches.isEmpty()
        && !Arrays.equals(data, written)) {
      throw new AssertionError("another file, and no damage seen");
    }
  }
}
