package io.tlo.arguments;

import org.jspecify.annotations.Nullable;

/**
 * A type whose values are texts of a certain form; in JSON they stand in quotes.
 *
 * @param most how many characters a text may have, so that no reader has to work through a long one
 */
record TextType(String allowed, int most, Reader reader) implements ArgumentType {

  @Override
  public @Nullable Object read(String text) {
    if (text.length() > most) {
      return null;
    }
    try {
      return reader.read(text);
    } catch (RuntimeException e) {
      // Usually a DateTimeException; rules of time zones may come from elsewhere and throw
      // anything.
      return null;
    }
  }
}
