package io.tlo.jmx;

import org.jspecify.annotations.Nullable;

/**
 * Makes texts that came from the application safe to show. JConsole and VisualVM render a value that
 * begins with {@code <html} as a page, and control characters can repaint a terminal.
 */
final class Shown {

  private static final int LINE = 56;

  private Shown() {}

  /** Returns the text on one line of at most 56 characters, null for null. */
  static @Nullable String line(@Nullable String text) {
    if (text == null) {
      return null;
    }
    // What cannot be shown anyway is not looked at; the cut comes last, since escapes are longer.
    String start = text.length() <= 2 * LINE ? text : text.substring(0, 2 * LINE);
    String line =
        neutral(escaped(start.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ')));
    return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
  }

  /** Returns the text with its lines, null for null. */
  static @Nullable String full(@Nullable String text) {
    return text == null ? null : answer(text);
  }

  /** Returns the text with its lines. */
  static String answer(String text) {
    return neutral(escaped(text));
  }

  /** Returns the text, or null if it is empty: an empty cell says more than one with nothing in it. */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : full(text);
  }

  private static String neutral(String text) {
    String start = text.stripLeading();
    boolean isPage = start.regionMatches(true, 0, "<html", 0, 5);
    // A text before it is enough: only a value that begins with the tag is rendered.
    return isPage ? "'" + text : text;
  }

  private static String escaped(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmless = c == '\n' || c == '\t' || !Character.isISOControl(c);
      if (!harmless && escaped == null) {
        escaped = new StringBuilder(text.substring(0, i));
      }
      if (escaped != null) {
        escaped.append(harmless ? String.valueOf(c) : String.format("\\u%04x", (int) c));
      }
    }
    return escaped == null ? text : escaped.toString();
  }
}
