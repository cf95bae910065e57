package io.tlo.steering;

import io.tlo.execution.Switch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a switch file. It takes every line that can be read, also beside ones that cannot: a
 * task that somebody switched off must not run again since a line elsewhere is damaged.
 *
 * <p>Thread safety: confined to one thread.
 */
final class SwitchFileParser {

  private static final int SHOWN = 60;

  private final byte[] bytes;
  private final Map<String, Switch> switches = new HashMap<>();
  private int line;
  private int switchLines;
  private boolean ended;
  private @Nullable String damage;

  SwitchFileParser(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the version that the first line names, as it stands there; null if it names none that is newer
   * than this code.
   */
  @Nullable
  String newerVersion() {
    String first = text(0, endOfLine(0));
    if (first == null || !first.startsWith(SwitchFileFormat.HEADER)) {
      return null;
    }
    String version = first.substring(SwitchFileFormat.HEADER.length());
    try {
      return Integer.parseInt(version) > SwitchFileFormat.VERSION ? version : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the switches, and the first damage. */
  SwitchContent parse() {
    int start = 0;
    while (start < bytes.length) {
      int end = endOfLine(start);
      line++;
      takeLine(start, end);
      start = end + 1;
    }
    if (bytes.length == 0) {
      note("it is empty");
    } else if (!ended) {
      note("its last line is missing: it was cut off");
    }
    return new SwitchContent(switches, damage, bytes);
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private void takeLine(int start, int end) {
    String text = text(start, end);
    if (end == bytes.length) {
      // Taken for whole, the rest of a name would be kept for another name.
      note("line " + line + " is cut off");
    } else if (text == null) {
      note("line " + line + " is not UTF-8");
    } else if (ended) {
      note("line " + line + " stands after the last one");
    } else if (line == 1) {
      takeHeader(text);
    } else if (text.startsWith(SwitchFileFormat.END)) {
      takeEnd(text, start);
    } else {
      takeSwitch(text);
    }
  }

  private void takeHeader(String text) {
    String wanted = SwitchFileFormat.HEADER + SwitchFileFormat.VERSION;
    if (!text.equals(wanted)) {
      note("line 1 is " + shown(text) + " where '" + wanted + "' belongs");
      // Of a file that lost its first lines, the first may be a switch.
      takeSwitch(text);
    }
  }

  private void takeEnd(String text, int start) {
    ended = true;
    String wanted = SwitchFileFormat.endLine(switchLines, bytes, start);
    if (!text.equals(wanted)) {
      note("line " + line + " is " + shown(text) + " where '" + wanted + "' belongs");
    }
  }

  private void takeSwitch(String text) {
    switchLines++;
    Switch kind = kind(text);
    String method = kind == null ? null : LineText.read(text.substring(start(text)));
    if (kind == null || method == null || method.isEmpty()) {
      note("line " + line + " is not a switch: " + shown(text));
    } else if (switches.put(method, kind) != null) {
      note("line " + line + " is a second one of " + shown(method));
    }
  }

  private static int start(String text) {
    return text.lastIndexOf(' ') + 1;
  }

  /** Returns what the words before the method mean, null if nothing. */
  private static @Nullable Switch kind(String text) {
    String kind = text.substring(0, start(text));
    if (kind.equals(SwitchFileFormat.ON)) {
      return Switch.ON;
    }
    if (kind.equals(SwitchFileFormat.OFF)) {
      return Switch.OFF;
    }
    int until = SwitchFileFormat.UNTIL.length();
    if (!kind.startsWith(SwitchFileFormat.UNTIL) || kind.length() == until) {
      return null;
    }
    Instant end = UtcText.parse(kind.substring(until, kind.length() - 1));
    return end == null || end.isBefore(Instant.EPOCH) ? null : Switch.offUntil(end);
  }

  /** Returns the text between two indices, null if it is not UTF-8. */
  private @Nullable String text(int start, int end) {
    // An editor may have written two characters at each line's end; the switches are good all the
    // same.
    int last = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
    String text = new String(bytes, start, last - start, StandardCharsets.UTF_8);
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, start, last) ? text : null;
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char each = text.charAt(i);
      shown.append(Character.isISOControl(each) ? '?' : each);
    }
    return shown.append(text.length() > SHOWN ? "...'" : "'").toString();
  }

  private void note(String found) {
    if (damage == null) {
      damage = found;
    }
  }
}
