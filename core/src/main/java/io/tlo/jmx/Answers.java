package io.tlo.jmx;

import io.tlo.TloException;
import org.jspecify.annotations.Nullable;

/** Turns refusals into what a client can show: exceptions of the JDK, lines that fit a dialog. */
final class Answers {

  private static final int LINE = 80;

  private Answers() {}

  /** Returns the exception of the JDK that says the same; it has no cause, which a client may lack. */
  static RuntimeException refusal(TloException refused) {
    String message = wrap(refused.getMessage());
    return switch (refused.reason()) {
      case TASK_DISABLED, NOT_SWITCHABLE, NOT_RUNNABLE, QUEUE_FULL, CLOSED, STORE_UNAVAILABLE ->
        new IllegalStateException(message);
      default -> new IllegalArgumentException(message);
    };
  }

  /** Breaks a text into lines: the dialogs of clients do not. */
  static String wrap(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : Shown.answer(text).split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > LINE) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
