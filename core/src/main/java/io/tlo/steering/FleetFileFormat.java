package io.tlo.steering;

import io.tlo.fleet.SwitchedOff;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a fleet file.
 *
 * <pre>
 * # TLO for Java fleet file, format 1
 * 2026-11-23T14:15:00Z ops 10.0.0.7 com.acme.Orders.ship(java.lang.String,int)
 * </pre>
 */
final class FleetFileFormat {

  private static final String START = "# TLO for Java fleet file, format ";
  private static final String HEADER = START + "1";
  private static final int WORDS = 4;

  private FleetFileFormat() {}

  /**
   * Returns what can be read of a file, also beside lines that cannot; null if it is of another kind or format.
   */
  static @Nullable FleetContent read(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      // Cut off within its first line: there is nothing of anybody's in it.
      boolean isBeginning = lines.length == 1 && HEADER.startsWith(lines[0]);
      return isBeginning ? new FleetContent(List.of(), true) : null;
    }
    List<SwitchedOff> found = new ArrayList<>();
    // What follows the last line's end is nothing, or a line that was cut off.
    boolean isDamaged = !lines[lines.length - 1].isEmpty();
    for (int i = 1; i < lines.length - 1; i++) {
      SwitchedOff each = readLine(lines[i]);
      if (each == null) {
        isDamaged = true;
      } else {
        found.add(each);
      }
    }
    return new FleetContent(found, isDamaged);
  }

  /** Returns whether it is a fleet file, of whatever format. */
  static boolean isFleetFile(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).startsWith(START);
  }

  private static @Nullable SwitchedOff readLine(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != WORDS) {
      return null;
    }
    Instant at = UtcText.parse(words[0]);
    String by = LineText.read(words[1]);
    String from = LineText.read(words[2]);
    String method = LineText.read(words[3]);
    return at == null || by == null || from == null || method == null
        ? null
        : new SwitchedOff(method, at, by, from);
  }

  static byte[] write(Collection<SwitchedOff> off) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (SwitchedOff each : off) {
      text.append(each.at()).append(' ');
      LineText.append(text, each.by());
      text.append(' ');
      LineText.append(text, each.from());
      text.append(' ');
      LineText.append(text, each.method());
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
