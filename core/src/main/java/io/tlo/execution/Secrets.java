package io.tlo.execution;

import java.util.regex.Pattern;

/**
 * Masks values that follow a name like password, token, secret, key or authorization in a text, as
 * {@code key=value} or {@code key: value}.
 */
public final class Secrets {

  private static final String NAME =
      "[a-z0-9_.-]{0,40}?(?:password|passwd|pwd|passphrase|secret|token|credential|authorization)s?"
          + "|(?:[a-z0-9_.-]{0,40}[_.-])?(?:api|access|private|session|encryption)?keys?";

  /** A value: in quotes, after the name of a scheme, or one word. */
  private static final String VALUE =
      "\"[^\"]*\"?|'[^']*'?|(?:bearer|basic|digest)\\s+\\S+|[^\\s,;&}\\])]+";

  private static final Pattern PAIR = Pattern.compile(
      "(?i)(?<![a-z0-9])((?:" + NAME + ")[\"']?\\s{0,3}[=:]\\s{0,3})(?:" + VALUE + ")");

  private Secrets() {}

  /** Returns the text with what follows such a name replaced by {@code ***}. */
  public static String mask(String text) {
    // Most texts hold neither sign; a search for one costs much less than the pattern.
    if (text.indexOf('=') < 0 && text.indexOf(':') < 0) {
      return text;
    }
    return PAIR.matcher(text).replaceAll("$1***");
  }
}
