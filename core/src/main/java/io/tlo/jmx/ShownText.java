package io.tlo.jmx;

/**
 * Writes one text so that any client can show it, and stops when it is full. A character, or the escape in
 * its place, is written whole or not at all.
 *
 * <p>Thread safety: confined to one thread.
 */
final class ShownText {

  private final StringBuilder written = new StringBuilder();
  private final int most;
  private final boolean onOneLine;
  /** How much can stay if {@code …} must follow. */
  private int roomForMore;

  ShownText(int most, boolean onOneLine) {
    this.most = most;
    this.onOneLine = onOneLine;
  }

  /** Returns the text after a prefix, {@code …} at its end if it had to be cut. */
  String write(String prefix, String text) {
    written.append(prefix);
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      append(c);
      if (written.length() > most) {
        written.setLength(roomForMore);
        return written.append('…').toString();
      }
      if (written.length() < most) {
        roomForMore = written.length();
      }
      at += isLineEndOfTwo(text, at) ? 2 : Character.charCount(c);
    }
    return written.toString();
  }

  private boolean isLineEndOfTwo(String text, int at) {
    return onOneLine
        && text.charAt(at) == '\r'
        && at + 1 < text.length()
        && text.charAt(at + 1) == '\n';
  }

  private void append(int c) {
    if (onOneLine && (c == '\n' || c == '\r' || c == '\t')) {
      written.append(' ');
    } else if (isHarmless(c)) {
      written.appendCodePoint(c);
    } else {
      for (char unit : Character.toChars(c)) {
        appendEscape(unit);
      }
    }
  }

  private void appendEscape(char unit) {
    written.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      written.append(Character.forDigit((unit >> shift) & 0xf, 16));
    }
  }

  static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> false;
      // The last two of each plane are no characters.
      default -> (c & 0xfffe) != 0xfffe;
    };
  }
}
