package io.tlo.agent.cli.text;

import java.lang.Character.UnicodeScript;

/** How many columns of a terminal a text takes. */
final class DisplayWidth {

  private static final int FIRST_PICTOGRAPH = 0x1f300;
  private static final int LAST_PICTOGRAPH = 0x1faff;
  private static final int FIRST_FULL_WIDTH = 0xff01;
  private static final int LAST_FULL_WIDTH = 0xff60;

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, YI, BOPOMOFO -> true;
      default ->
        (c >= FIRST_PICTOGRAPH && c <= LAST_PICTOGRAPH)
            || (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH);
    };
  }

  /** Returns as much of the text as fits, with {@code ...} at its end if it had to be cut. */
  static String cut(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    String mark = "...".substring(0, Math.min(3, most));
    StringBuilder kept = new StringBuilder();
    int width = mark.length();
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      width += of(c);
      if (width > most) {
        break;
      }
      kept.appendCodePoint(c);
      at += Character.charCount(c);
    }
    return kept.append(mark).toString();
  }
}
