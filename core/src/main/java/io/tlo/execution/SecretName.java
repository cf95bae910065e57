package io.tlo.execution;

/**
 * Whether a word is the name of something secret, by how it ends: {@code db.password}, {@code accessToken},
 * {@code x-api-key}.
 *
 * <p>Thread safety: immutable.
 */
enum SecretName {
  /** No such name. */
  NONE,
  /** Its value is a secret. */
  VALUE,
  /** As value, but numbers are counts: {@code tokens: 512}. */
  PLURAL,
  /** Its value is a secret where an equals sign follows; the word has other meanings. */
  ASSIGNED,
  /** The header {@code Authorization}. */
  AUTHORIZATION,
  /** A header with cookies. */
  COOKIE,
  /** The bare word key. */
  KEY;

  private static final String[] ENDS = {
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "secret",
    "token",
    "credential",
    "storepass",
    "keypass",
    "jsessionid",
    "phpsessid"
  };
  private static final String[] WORDS = {"pin", "otp", "cvv", "cvv2", "cvc"};
  private static final String[] ASSIGNED_WORDS = {"pass", "sig", "signature"};
  /** What a key of that kind is secret for, where no separator stands before the word key. */
  private static final String[] KEYS = {
    "api",
    "access",
    "private",
    "session",
    "encryption",
    "decryption",
    "secret",
    "signing",
    "auth",
    "master",
    "shared",
    "account",
    "storage",
    "license",
    "ssh",
    "rsa",
    "aes",
    "hmac"
  };

  /** Returns what the word from one place up to another is the name of. */
  static SecretName of(CharSequence text, int from, int to) {
    // Looked at for each word of a text: few words end like one of these.
    if (to - from < 3 || "dtenlspy2cvgPDTENLSYCVG".indexOf(text.charAt(to - 1)) < 0) {
      return NONE;
    }
    SecretName singular = singular(text, from, to);
    boolean isPlural = singular == NONE && isLetter(text, to - 1, 's');
    return isPlural ? plural(singular(text, from, to - 1)) : singular;
  }

  private static SecretName plural(SecretName singular) {
    return switch (singular) {
      case VALUE, KEY -> PLURAL;
      case NONE, ASSIGNED, PLURAL -> NONE;
      case AUTHORIZATION, COOKIE -> singular;
    };
  }

  private static SecretName singular(CharSequence text, int from, int to) {
    if (endsWith(text, from, to, "authorization")) {
      return AUTHORIZATION;
    }
    if (isLastWord(text, from, to, "cookie")) {
      return COOKIE;
    }
    if (endsWithOneOf(text, from, to, ENDS) || isOneOf(text, from, to, WORDS)) {
      return VALUE;
    }
    if (isOneOf(text, from, to, ASSIGNED_WORDS)) {
      return ASSIGNED;
    }
    return endsWith(text, from, to, "key") ? key(text, from, to - 3) : NONE;
  }

  private static SecretName key(CharSequence text, int from, int end) {
    if (end == from) {
      return KEY;
    }
    boolean isApart = isSeparator(text.charAt(end - 1));
    return isApart || endsWithOneOf(text, from, end, KEYS) ? VALUE : NONE;
  }

  private static boolean endsWithOneOf(CharSequence text, int from, int to, String[] ends) {
    for (String end : ends) {
      if (endsWith(text, from, to, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(CharSequence text, int from, int to, String[] words) {
    for (String word : words) {
      if (isLastWord(text, from, to, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLastWord(CharSequence text, int from, int to, String word) {
    if (!endsWith(text, from, to, word)) {
      return false;
    }
    int start = to - word.length();
    return start == from
        || isSeparator(text.charAt(start - 1))
        || (Character.isUpperCase(text.charAt(start))
            && !Character.isUpperCase(text.charAt(start - 1)));
  }

  private static boolean endsWith(CharSequence text, int from, int to, String end) {
    if (to - from < end.length()) {
      return false;
    }
    for (int i = 1; i <= end.length(); i++) {
      if (!isLetter(text, to - i, end.charAt(end.length() - i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(CharSequence text, int at, char lowerCase) {
    char c = text.charAt(at);
    return c == lowerCase || (c >= 'A' && c <= 'Z' && c + ('a' - 'A') == lowerCase);
  }

  private static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == '.';
  }
}
