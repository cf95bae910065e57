package io.tlo.arguments;

import java.util.List;

/**
 * One argument as it was written, before it has a type.
 *
 * <p>Thread safety: immutable.
 *
 * @param kind how it was written
 * @param text what was written, without its quotes; empty for an array
 * @param elements of an array, else none
 */
record ArgumentToken(Kind kind, String text, List<ArgumentToken> elements) {

  /** How an argument was written. */
  enum Kind {
    /** In quotes, or a part of a comma-separated text: it may mean anything. */
    TEXT,
    /** A JSON number. */
    NUMBER,
    /** The JSON word true or false. */
    TRUTH,
    /** The word null, not in quotes. */
    NULL,
    /** A JSON array. */
    ARRAY
  }

  static ArgumentToken of(Kind kind, String text) {
    return new ArgumentToken(kind, text, List.of());
  }

  static ArgumentToken array(List<ArgumentToken> elements) {
    return new ArgumentToken(Kind.ARRAY, "", elements);
  }

  /** Returns how many arrays lie in each other: 0 for all that is none, 1 for an empty one. */
  int depth() {
    if (kind != Kind.ARRAY) {
      return 0;
    }
    int deepest = 0;
    for (ArgumentToken element : elements) {
      deepest = Math.max(deepest, element.depth());
    }
    return deepest + 1;
  }
}
