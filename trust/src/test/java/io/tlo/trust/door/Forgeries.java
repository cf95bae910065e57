package io.tlo.trust.door;

import java.util.ArrayList;
import java.util.List;

/** What a text of somebody else's can do to whoever reads a log in a terminal. */
final class Forgeries {

  private Forgeries() {}

  /** Returns what is wrong with a log. */
  static List<String> in(String log) {
    List<String> forgeries = new ArrayList<>();
    for (String line : log.split(System.lineSeparator(), -1)) {
      if ((!line.isEmpty() && !line.startsWith("[tlo] ")) || line.startsWith("[tlo] all is well")) {
        forgeries.add("no line of the agent's: " + line);
      }
      if (line.chars().anyMatch(Forgeries::isUnprintable)) {
        forgeries.add("repaints: " + line);
      }
    }
    return forgeries;
  }

  static boolean isUnprintable(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
