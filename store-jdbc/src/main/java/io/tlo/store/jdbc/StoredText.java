package io.tlo.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes texts such that each database keeps them. */
final class StoredText {

  static final int MOST_NAME = 400;
  private static final int HASH = 16;

  private StoredText() {}

  /** Returns the text with what PostgreSQL takes in no text, zero, and halves of characters, replaced. */
  static String of(String text) {
    String known = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return known.indexOf('\0') < 0 ? known : known.replace('\0', '\ufffd');
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /**
   * Returns a name of at most 400 characters, since names are in indexes, whose entries are limited. A longer one
   * ends in a hash of it, so that two stay two.
   */
  static String name(String name) {
    String known = of(name);
    return known.length() <= MOST_NAME
        ? known
        : of(known.substring(0, MOST_NAME - HASH - 1)) + '~' + hash(known);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }
}
