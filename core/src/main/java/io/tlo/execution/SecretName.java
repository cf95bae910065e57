package io.tlo.execution;

/**
 * Whether a word is the name of something secret, wherever in it the telling word stands: {@code
 * db.password}, {@code accessToken2}, {@code DB_PASSWORD_PROD}. A name that ends in what is only said of a
 * secret is none: {@code token.count}, {@code passwordPolicy}.
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

  /** Words that tell of a secret wherever they stand in a name. */
  private static final String[] TELLING = {
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
    "phpsessid",
    "authorization"
  };

  private static final String FIRST_OF_TELLING = "pstckjaPSTCKJA";
  /** Words that begin in the same way and tell of no secret. */
  private static final String[] OTHERS = {
    "passwordless",
    "tokeniz",
    "tokenis",
    "secretar",
    "secretion",
    "secretiv",
    "secretly",
    "secretsmanager",
    "credentialed",
    "credentialing"
  };
  /** What a name ends in that is not the name of the secret itself. */
  private static final String[] ABOUT = {
    "count",
    "length",
    "size",
    "limit",
    "min",
    "max",
    "type",
    "format",
    "name",
    "url",
    "uri",
    "endpoint",
    "file",
    "path",
    "dir",
    "expiry",
    "expires",
    "expired",
    "expiration",
    "lifetime",
    "timeout",
    "ttl",
    "interval",
    "age",
    "at",
    "date",
    "time",
    "policy",
    "strength",
    "enabled",
    "required",
    "algorithm",
    "callback",
    "encoder",
    "service",
    "manager",
    "provider",
    "factory",
    "store",
    "filter",
    "handler",
    "resolver",
    "validator",
    "repository",
    "controller",
    "exception",
    "error",
    "class",
    "java",
    "kt",
    "scala",
    "groovy"
  };

  private static final String[] WORDS = {"pass", "pw", "pin", "otp", "cvv", "cvc"};
  private static final String[] ASSIGNED_WORDS = {"sig", "signature"};
  /** What tells a name from another one of the same kind, beside numbers: {@code pass_old}. */
  private static final String[] VARIANTS = {
    "v", "old", "new", "prod", "dev", "staging", "live", "primary", "secondary", "backup", "code"
  };

  private static final int MOST_VARIANTS = 3;
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
    "pass",
    "ssh",
    "rsa",
    "aes",
    "hmac"
  };

  /** Returns what the word from one place up to another is the name of. */
  static SecretName of(CharSequence text, int from, int to) {
    SecretName last = last(text, from, withoutVariant(text, from, to));
    return last == NONE ? within(text, from, to) : last;
  }

  /** Returns where a name ends without numbers and variants at its end. */
  private static int withoutVariant(CharSequence text, int from, int to) {
    int end = withoutNumber(text, from, to);
    for (int i = 0; i < MOST_VARIANTS; i++) {
      int shorter = withoutLastWord(text, from, end);
      if (shorter == end) {
        return end;
      }
      end = withoutNumber(text, from, shorter);
    }
    return end;
  }

  private static int withoutNumber(CharSequence text, int from, int to) {
    int end = to;
    while (end > from && (isDigit(text.charAt(end - 1)) || isSeparator(text.charAt(end - 1)))) {
      end--;
    }
    return end;
  }

  private static int withoutLastWord(CharSequence text, int from, int to) {
    for (String variant : VARIANTS) {
      if (to - from > variant.length() && isLastWord(text, from, to, variant)) {
        return to - variant.length();
      }
    }
    return to;
  }

  /** Returns what a name is by how it ends. */
  private static SecretName last(CharSequence text, int from, int to) {
    // Looked at for many words of a text: few of them end like one of these.
    if (to - from < 2 || "dtenlspycvgwDTENLSPYCVGW".indexOf(text.charAt(to - 1)) < 0) {
      return NONE;
    }
    SecretName singular = singular(text, from, to);
    boolean isPlural = singular == NONE && isLetter(text, to - 1, 's');
    return isPlural ? plural(singular(text, from, to - 1)) : singular;
  }

  private static SecretName plural(SecretName singular) {
    if (singular == VALUE || singular == KEY) {
      return PLURAL;
    }
    return singular == ASSIGNED ? NONE : singular;
  }

  private static SecretName singular(CharSequence text, int from, int to) {
    if (endsWith(text, from, to, "authorization")) {
      return AUTHORIZATION;
    }
    if (isLastWord(text, from, to, "cookie")) {
      return COOKIE;
    }
    if (endsWithOneOf(text, from, to, TELLING) || isOneOf(text, from, to, WORDS)) {
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

  /** Returns what a name is by a telling word that more follows. */
  private static SecretName within(CharSequence text, int from, int to) {
    for (int at = from; at < to - 2; at++) {
      if (FIRST_OF_TELLING.indexOf(text.charAt(at)) >= 0) {
        int end = tellingEnd(text, from, at, to);
        if (end > at) {
          return unlessAbout(text, end, to);
        }
      }
    }
    return NONE;
  }

  /** Returns where a telling word ends that begins at a place, the place itself if none does. */
  private static int tellingEnd(CharSequence text, int from, int at, int to) {
    for (String word : TELLING) {
      int end = at + word.length();
      if (startsWith(text, at, to, word)) {
        return isBoundary(text, end, to) || !isOther(text, at, to) ? end : at;
      }
    }
    boolean isKey = startsWith(text, at, to, "key") && isBoundary(text, at + 3, to);
    return isKey && isKeyOfAKind(text, from, at) ? at + 3 : at;
  }

  private static boolean isOther(CharSequence text, int at, int to) {
    for (String other : OTHERS) {
      if (startsWith(text, at, to, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyOfAKind(CharSequence text, int from, int key) {
    boolean isApart = key > from && isSeparator(text.charAt(key - 1));
    return endsWithOneOf(text, from, isApart ? key - 1 : key, KEYS);
  }

  private static SecretName unlessAbout(CharSequence text, int end, int to) {
    boolean isPlural = end < to && isLetter(text, end, 's') && isBoundary(text, end + 1, to);
    int rest = isPlural ? end + 1 : end;
    if (isOneOf(text, rest, to, ABOUT)) {
      return NONE;
    }
    return isPlural ? PLURAL : VALUE;
  }

  /** Returns whether a word of a name ends at a place, and the next one begins. */
  private static boolean isBoundary(CharSequence text, int at, int to) {
    return at >= to
        || !isLetter(text.charAt(at))
        || (Character.isUpperCase(text.charAt(at)) && !Character.isUpperCase(text.charAt(at - 1)));
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

  static boolean endsWith(CharSequence text, int from, int to, String end) {
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

  private static boolean startsWith(CharSequence text, int from, int to, String start) {
    if (to - from < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (!isLetter(text, from + i, start.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(CharSequence text, int at, char lowerCase) {
    char c = text.charAt(at);
    return c == lowerCase || (c >= 'A' && c <= 'Z' && c + ('a' - 'A') == lowerCase);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == '.';
  }
}
