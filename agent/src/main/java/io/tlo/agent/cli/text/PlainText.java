package io.tlo.agent.cli.text;

import io.tlo.text.PlainLine;

/**
 * Makes a text that came from another process safe for a terminal: control and format characters, which
 * can repaint the screen, turn the text round or hide parts of it, are shown as escapes. The agent does that
 * as well, but the process that answers need not be one that has this agent.
 */
public final class PlainText {

  private PlainText() {}

  /** Returns the text on one line. */
  public static String line(String text) {
    return plain(text.strip().replaceAll("\\s*[\r\n]+\\s*", " "), false);
  }

  /** Returns the text with its lines; a tab is four blanks. */
  public static String lines(String text) {
    return plain(text.replace("\r\n", "\n").replace("\t", "    "), true);
  }

  private static String plain(String text, boolean keepsLines) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(plain, c, keepsLines));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int c, boolean keepsLines) {
    if (c == '\t') {
      plain.append(' ');
    } else if (c == '\n' ? keepsLines : PlainLine.isPrintable(c)) {
      plain.appendCodePoint(c);
    } else {
      for (char unit : Character.toChars(c)) {
        plain.append(String.format("\\u%04x", (int) unit));
      }
    }
  }
}
