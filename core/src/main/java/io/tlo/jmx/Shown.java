package io.tlo.jmx;

import io.tlo.execution.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts that came from the application safe to show, each cut while it is built. JConsole and VisualVM
 * render a value that begins with {@code <html} as a page; control characters can repaint a terminal,
 * format characters turn a text round or hide parts of it, and half a pair of surrogates breaks an encoder.
 * They are shown as escapes.
 */
final class Shown {

  private static final int LINE = 56;
  private static final int NAME = 512;
  /** Fits the longest text of a failure. */
  private static final int FULL = 65_536;

  private Shown() {}

  /** Returns the text on one line of at most 56 characters, null for null. */
  static @Nullable String line(@Nullable String text) {
    return text == null ? null : shown(text, LINE, true);
  }

  /** Returns a name, which may be long if somebody wants to use it, on one line. */
  static String name(String text) {
    return shown(text, NAME, true);
  }

  /** Returns the text with its lines, null for null. */
  static @Nullable String full(@Nullable String text) {
    return text == null ? null : answer(text);
  }

  /** Returns the text with its lines. */
  static String answer(String text) {
    return shown(text, FULL, false);
  }

  /**
   * Returns what somebody wrote about a task, without secrets; null if it is empty: an empty cell says more
   * than one with nothing in it.
   */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : full(Secrets.mask(text));
  }

  private static String shown(String text, int most, boolean onOneLine) {
    boolean isPage = isPage(text);
    return !isPage && text.length() <= most && isPlain(text, onOneLine)
        ? text
        : new ShownText(most, onOneLine).write(isPage ? "'" : "", text);
  }

  /** A text before it is enough to make it none: only a value that begins with the tag is rendered. */
  private static boolean isPage(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return text.regionMatches(true, start, "<html", 0, 5);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isPlain(String text, boolean onOneLine) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isAscii = c >= ' ' && c < 0x7f;
      if (!isAscii && (onOneLine || !ShownText.isHarmless(c))) {
        return false;
      }
    }
    return true;
  }
}
