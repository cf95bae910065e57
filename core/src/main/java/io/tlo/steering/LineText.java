package io.tlo.steering;

import org.jspecify.annotations.Nullable;

/**
 * Writes any text as one word of a line of UTF-8 and reads it again. Names come from class files and may
 * hold anything: what would break the line, the word or the encoding, or could not be seen, is written
 * {@code \}{@code u000a}, and a backslash is doubled.
 */
final class LineText {

  private static final String DIGITS = "0123456789abcdef";

  private LineText() {}

  static void append(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '\\') {
        line.append("\\\\");
      } else if (isPlain(each)) {
        line.append(each);
      } else {
        appendCode(line, each);
      }
    }
  }

  private static void appendCode(StringBuilder line, char each) {
    line.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      line.append(DIGITS.charAt(each >> shift & 0xf));
    }
  }

  /** Returns the text that a word of a line means, null if it is none. */
  static @Nullable String read(String word) {
    StringBuilder text = new StringBuilder(word.length());
    int at = 0;
    while (at < word.length()) {
      char each = word.charAt(at);
      if (isPlain(each)) {
        text.append(each);
        at++;
      } else if (word.startsWith("\\\\", at)) {
        text.append('\\');
        at += 2;
      } else {
        int code = word.startsWith("\\u", at) ? code(word, at + 2) : -1;
        if (code < 0) {
          return null;
        }
        text.append((char) code);
        at += 6;
      }
    }
    return text.toString();
  }

  private static int code(String word, int from) {
    if (from + 4 > word.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = DIGITS.indexOf(word.charAt(i));
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  private static boolean isPlain(char each) {
    return each != '\\'
        && !Character.isISOControl(each)
        && !Character.isSpaceChar(each)
        && !Character.isSurrogate(each)
        && Character.getType(each) != Character.FORMAT;
  }
}
