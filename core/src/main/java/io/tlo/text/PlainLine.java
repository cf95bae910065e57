package io.tlo.text;

/**
 * Makes a part of a sentence out of a text that somebody else wrote, in a table or in a file:
 * without line ends or anything else that a terminal obeys, and so short that the sentence goes on.
 */
public final class PlainLine {

  private static final int MOST = 200;

  private PlainLine() {}

  /** Returns at most 200 characters, the last one {@code …} if there were more. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      if (next > (next < text.length() ? MOST - 1 : MOST)) {
        return line.append('…').toString();
      }
      line.appendCodePoint(isPrintable(c) ? c : ' ');
    }
    return line.toString();
  }

  /** Returns whether a terminal shows a code point and does nothing else on it. */
  public static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> false;
      default -> true;
    };
  }
}
