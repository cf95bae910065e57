package io.tlo.execution;

/** Shortens texts. */
final class Cut {

  private Cut() {}

  /** Returns a text of at most so many characters, the last one {@code …} if it was longer. */
  static String to(int most, String text) {
    return text.length() <= most ? text : text.substring(0, whole(text, most - 1)) + "…";
  }

  /** Returns where to cut at the latest without leaving half of a pair of surrogates. */
  private static int whole(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
