package io.tlo.execution;

/**
 * The quotes, parentheses and tags that are open at a place of a text, which is read once from its beginning.
 *
 * <p>Thread safety: confined to one thread.
 */
final class OpenSigns {

  private static final int ESCAPED = 2;

  private final CharSequence text;
  private int at;
  // A bit for each kind of quote: double, single, and both behind a backslash.
  private int quotes;
  private int parentheses;
  private boolean tag;
  // The kind of quote around an attribute of the tag, 0 outside of one.
  private int attribute;

  OpenSigns(CharSequence text) {
    this.text = text;
  }

  /** Reads on up to a place. */
  void readTo(int place) {
    while (at < place) {
      at += read(text.charAt(at));
    }
  }

  /** Goes on at a place; the text up to it opens and closes nothing. */
  void skipTo(int place) {
    at = Math.max(at, place);
  }

  /** Returns whether the sign at a place closes another one that is open. */
  boolean isClosedBy(int place) {
    char c = text.charAt(place);
    return switch (c) {
      case '"', '\'' -> isOpen(kind(c, 0));
      case '\\' -> isQuote(charAt(place + 1)) && isOpen(kind(charAt(place + 1), ESCAPED));
      case ')' -> parentheses > 0;
      case '>' -> tag;
      default -> false;
    };
  }

  /** Returns whether a quote at a place ends an attribute, and the tag with it: {@code <a href="x">}. */
  boolean isEndOfTag(int place) {
    char c = text.charAt(place);
    int next = charAt(place + 1) == '/' ? place + 2 : place + 1;
    return isQuote(c) && charAt(next) == '>' && attribute == kind(c, 0);
  }

  private int read(char c) {
    switch (c) {
      case '"', '\'' -> quote(kind(c, 0), at, at + 1);
      case '\\' -> {
        if (isQuote(charAt(at + 1))) {
          quote(kind(charAt(at + 1), ESCAPED), at, at + 2);
          return 2;
        }
      }
      case '(' -> parentheses++;
      case ')' -> parentheses = Math.max(0, parentheses - 1);
      case '<' -> tag |= Character.isLetter(charAt(at + 1));
      case '>' -> tag &= attribute != 0;
      case '\n' -> {
        quotes = 0;
        attribute = 0;
        parentheses = 0;
      }
      default -> {
        // It opens and closes nothing.
      }
    }
    return 1;
  }

  /** In the middle of a word it is an apostrophe, or a part of the word. */
  private void quote(int kind, int from, int end) {
    boolean isPart = isOpen(kind)
        ? attribute != kind && Character.isLetterOrDigit(charAt(end))
        : from > 0 && Character.isLetterOrDigit(text.charAt(from - 1));
    if (!isPart) {
      quotes ^= kind;
      attribute = attribute(kind, from);
    }
  }

  /** Returns the kind of quote around the attribute that a quote is in, begins or ends. */
  private int attribute(int kind, int from) {
    if (attribute != 0) {
      return attribute == kind ? 0 : attribute;
    }
    return tag && isOpen(kind) && from > 0 && text.charAt(from - 1) == '=' ? kind : 0;
  }

  private boolean isOpen(int kind) {
    return (quotes & kind) != 0;
  }

  private static int kind(char quote, int escaped) {
    return (quote == '"' ? 1 : 2) << escaped;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private char charAt(int place) {
    return place < text.length() ? text.charAt(place) : '\0';
  }
}
