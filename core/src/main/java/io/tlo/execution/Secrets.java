package io.tlo.execution;

/**
 * Masks what a text tells of passwords, tokens and keys: values after a telling name, the passwords of URLs,
 * and tokens that can be known by their looks. What is masked once stays as it is when masked again.
 *
 * <p>Thread safety: safe; nothing is kept.
 */
public final class Secrets {

  private static final int SHORTEST_TOKEN = 12;

  private Secrets() {}

  /** Returns the text with {@code ***} in the place of secrets. */
  public static String mask(String text) {
    return canHoldOne(text) ? new SecretScan(text).masked() : text;
  }

  /** Most texts hold no sign of a value; a search for one costs much less than the scan. */
  private static boolean canHoldOne(String text) {
    return text.length() >= SHORTEST_TOKEN
        || text.indexOf('=') >= 0
        || text.indexOf(':') >= 0
        || text.indexOf('<') >= 0
        || text.indexOf('\'') >= 0
        || text.indexOf('"') >= 0
        || text.indexOf('-') >= 0;
  }
}
