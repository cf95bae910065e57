package io.tlo.steering;

import io.tlo.execution.Switch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The text of a switch file: a line that names the format, one line for each switch, and a last line that
 * a file which was cut off or changed does not have.
 *
 * <pre>
 * # TLO for Java switch file, format 1
 * off com.acme.Orders.ship(java.lang.String,int)
 * off until 2026-11-23T14:15:00Z com.acme.Stock.refill()
 * on com.acme.Mail.send()
 * # end, switches: 3, crc32: 0a1b2c3d
 * </pre>
 */
final class SwitchFileFormat {

  /** The newest version that this code reads, and the one it writes. */
  static final int VERSION = 1;

  static final String HEADER = "# TLO for Java switch file, format ";
  static final String ON = "on ";
  static final String OFF = "off ";
  static final String UNTIL = "off until ";
  static final String END = "# end, ";

  private SwitchFileFormat() {}

  /** Returns the text of a file with these switches, ordered by method. */
  static byte[] write(Map<String, Switch> switches) {
    StringBuilder text = new StringBuilder(HEADER).append(VERSION).append('\n');
    for (Map.Entry<String, Switch> each : new TreeMap<>(switches).entrySet()) {
      appendKind(text, each.getValue());
      LineText.append(text, each.getKey());
      text.append('\n');
    }
    byte[] lines = bytes(text.toString());
    byte[] end = bytes(endLine(switches.size(), lines, lines.length) + "\n");
    ByteArrayOutputStream file = new ByteArrayOutputStream(lines.length + end.length);
    file.write(lines, 0, lines.length);
    file.write(end, 0, end.length);
    return file.toByteArray();
  }

  private static void appendKind(StringBuilder text, Switch each) {
    if (each.until() != null) {
      text.append(UNTIL).append(each.until()).append(' ');
    } else {
      text.append(each.on() ? ON : OFF);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the last line that belongs under others.
   *
   * @param switches how many of the lines hold a switch
   * @param length how many of the bytes are those lines
   */
  static String endLine(int switches, byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    String digits = Long.toHexString(checksum.getValue());
    return END + "switches: " + switches + ", crc32: " + "0".repeat(8 - digits.length()) + digits;
  }
}
