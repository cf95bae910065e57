package io.tlo.agent;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.execution.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text after the jar's path: {@code key=value,key=value}, split at the first {@code =}; {@code \,}
 * is a comma.
 */
final class AgentArguments {

  static final String ORIGIN = "agent argument";

  private static final int MOST_SHOWN = 100;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private AgentArguments() {}

  /** Returns what the text says; what it says wrongly is listed, and the rest is used. */
  static AgentArguments parse(String text) {
    AgentArguments arguments = new AgentArguments();
    for (String part : split(text)) {
      if (!part.isBlank()) {
        arguments.add(part);
      }
    }
    return arguments;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',';
      if (escapes) {
        part.append(',');
        i++;
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private void add(String part) {
    int sign = part.indexOf('=');
    String key = sign < 0 ? part.strip() : part.substring(0, sign).strip();
    if (sign < 0 || key.isEmpty()) {
      faults.add("'" + shown(part.strip()) + "' is not key=value (from " + ORIGIN
          + "); write one key, '=' and a value");
      return;
    }
    String value = part.substring(sign + 1);
    if (key.equals(SettingKey.STORE_PASSWORD.key())) {
      faults.add(TloSettings.notTaken(SettingKey.STORE_PASSWORD, ORIGIN));
    } else if (values.putIfAbsent(key, value) != null) {
      faults.add("'" + shown(key) + "' is given twice (from " + ORIGIN + "); the first is used");
    }
  }

  /** Returns as much of a text as belongs into a line, without secrets. */
  static String shown(String text) {
    String masked = Secrets.mask(text);
    return masked.length() <= MOST_SHOWN ? masked : masked.substring(0, MOST_SHOWN) + "...";
  }

  /** Returns the values by key, in the order given. */
  Map<String, String> values() {
    return values;
  }

  /** Returns what could not be used, a sentence each. */
  List<String> faults() {
    return faults;
  }
}
