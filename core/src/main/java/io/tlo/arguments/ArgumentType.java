package io.tlo.arguments;

import io.tlo.arguments.ArgumentToken.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A type to which the text of one argument can be converted.
 *
 * <p>Thread safety: immutable.
 */
interface ArgumentType {

  /** Turns a text into a value, null or a {@link RuntimeException} if it means none. */
  @FunctionalInterface
  interface Reader {
    @Nullable
    Object read(String text);
  }

  /** Returns the value that a text means, null if it means none; throws nothing. */
  @Nullable
  Object read(String text);

  /** Returns what texts are allowed, in words that end a sentence. */
  String allowed();

  /** Returns whether a value written this way may be of this type; a text always may. */
  default boolean takes(Kind kind) {
    return kind == Kind.TEXT;
  }
}
