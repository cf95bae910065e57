package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/**
 * Turns a failure into bounded text at once, so that no Throwable, and nothing of the application that
 * one may hold, is kept. Written like a stack trace: exception and message, at most 50 frames, causes.
 */
final class FailureText {

  private static final int MOST_FRAMES = 50;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_MESSAGE = 1_024;

  private FailureText() {}

  /** Returns the text; whatever the exception's own methods do, this returns. */
  static String of(Throwable failure) {
    try {
      return write(failure);
    } catch (Throwable e) {
      // For one, the stack may be used up: then the class name must do.
      return failure.getClass().getName();
    }
  }

  private static String write(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable present = failure;
    StackTraceElement[] outer = new StackTraceElement[0];
    for (int causes = 0; present != null; causes++) {
      if (causes > MOST_CAUSES) {
        return text.append("\n... further causes left out").toString();
      }
      text.append(causes == 0 ? "" : "\nCaused by: ").append(headline(present));
      StackTraceElement[] frames = present.getStackTrace();
      appendFrames(text, frames, frames.length - common(frames, outer));
      outer = frames;
      present = next(present);
    }
    return text.toString();
  }

  private static @Nullable Throwable next(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == failure ? null : cause;
  }

  private static String headline(Throwable failure) {
    String name = failure.getClass().getName();
    String message = message(failure);
    return message == null || message.isEmpty() ? name : name + ": " + message;
  }

  private static @Nullable String message(Throwable failure) {
    String message;
    try {
      message = failure.getLocalizedMessage();
    } catch (Throwable e) {
      return "(its message could not be read: " + e.getClass().getName() + ")";
    }
    if (message == null) {
      return null;
    }
    boolean isLong = message.length() > MOST_MESSAGE;
    String masked = Secrets.mask(isLong ? message.substring(0, MOST_MESSAGE) : message);
    return isLong ? masked + "…" : masked;
  }

  private static void appendFrames(StringBuilder text, StackTraceElement[] frames, int own) {
    int shown = Math.min(own, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      text.append("\n\tat ").append(frames[i]);
    }
    if (shown < frames.length) {
      text.append("\n\t... ").append(frames.length - shown).append(" more");
    }
  }

  /** Returns how many frames at the end are the same in both. */
  private static int common(StackTraceElement[] inner, StackTraceElement[] outer) {
    int same = 0;
    while (same < inner.length
        && same < outer.length
        && inner[inner.length - 1 - same].equals(outer[outer.length - 1 - same])) {
      same++;
    }
    return same;
  }
}
