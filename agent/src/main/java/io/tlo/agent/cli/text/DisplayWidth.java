package io.tlo.agent.cli.text;

/** How many columns of a terminal a text takes. */
final class DisplayWidth {

  /** Follows a character that is to be shown as an emoji, and makes it wide. */
  private static final int EMOJI_STYLE = 0xfe0f;

  private DisplayWidth() {}

  static int of(String text) {
    int width = 0;
    int before = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      before = of(c, before);
      width += before;
      at += Character.charCount(c);
    }
    return width;
  }

  /**
   * Returns how many columns a code point adds.
   *
   * @param before how many the one before it has added
   */
  private static int of(int c, int before) {
    if (c < 0x300) {
      return 1;
    }
    if (c == EMOJI_STYLE && before == 1) {
      return 1;
    }
    int type = Character.getType(c);
    boolean isOnTheOneBefore = type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || isEndOfSyllable(c);
    if (isOnTheOneBefore) {
      return 0;
    }
    return WideCharacters.contains(c) ? 2 : 1;
  }

  /** Returns whether a part of a Korean syllable stands in the columns of the syllable's first part. */
  private static boolean isEndOfSyllable(int c) {
    return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
  }

  /** Returns as much of the text as fits, with {@code ...} at its end if it had to be cut. */
  static String cut(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    String mark = "...".substring(0, Math.min(3, most));
    StringBuilder kept = new StringBuilder();
    int width = mark.length();
    int before = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      before = of(c, before);
      width += before;
      if (width > most) {
        break;
      }
      kept.appendCodePoint(c);
      at += Character.charCount(c);
    }
    return kept.append(mark).toString();
  }
}
