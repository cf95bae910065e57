package io.tlo.execution;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a failure into bounded text at once, so that no Throwable, and nothing of the application that
 * one may hold, is kept. Written like a stack trace: exception and message, at most 50 frames, causes.
 * Methods of the exception that run code of the application are called aside.
 *
 * <p>Thread safety: safe; nothing is kept.
 */
public final class FailureText {

  private static final int MOST_FRAMES = 50;
  private static final int MOST_CAUSES = 5;
  private static final int MOST_MESSAGE = 1_024;
  // What Java writes itself stays far below these; frames can be set to anything.
  private static final int MOST_FRAME = 1_024;
  private static final int MOST_COMPARED = 1_024;
  private static final int MOST_CHARACTERS = 60_000;

  private FailureText() {}

  /**
   * Has all classes initialised that are needed here. The first failure may come where the stack is used up;
   * a class whose initialiser fails there can never be used again.
   */
  static void prepare() {
    Secrets.mask("password=x");
    AskingThreads.prepare();
    Overrides.prepare();
  }

  /** Returns the text; whatever the exception's own methods do, this returns. */
  public static String of(Throwable failure) {
    try {
      return write(failure);
    } catch (Throwable e) {
      // For one, the stack may be used up: then the class name must do.
      return failure.getClass().getName();
    }
  }

  /** Returns its first line, class and message; whatever the exception's own methods do, this returns. */
  public static String headlineOf(Throwable failure) {
    try {
      return headline(failure, Overrides.of(failure));
    } catch (Throwable e) {
      return failure.getClass().getName();
    }
  }

  private static String write(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable present = failure;
    @Nullable StackTraceElement[] outer = new StackTraceElement[0];
    for (int causes = 0; present != null; causes++) {
      if (causes > MOST_CAUSES) {
        return text.append("\n... further causes left out").toString();
      }
      int overridden = Overrides.of(present);
      text.append(causes == 0 ? "" : "\nCaused by: ").append(headline(present, overridden));
      outer = appendTrace(text, present, overridden, outer);
      present = appendCause(text, present, overridden);
    }
    return text.toString();
  }

  private static String headline(Throwable failure, int overridden) {
    String name = failure.getClass().getName();
    String message;
    if ((overridden & Overrides.MESSAGE) == 0) {
      message = failure.getLocalizedMessage();
    } else {
      MessageOf question = new MessageOf(failure);
      AskingThreads.ask(question);
      if (question.excuse() != null) {
        return name + " " + question.excuse();
      }
      message = question.given();
    }
    return message == null || message.isEmpty() ? name : name + ": " + masked(message);
  }

  private static String masked(String message) {
    return Secrets.mask(Cut.to(MOST_MESSAGE + 1, message));
  }

  private static @Nullable StackTraceElement[] appendTrace(
      StringBuilder text, Throwable failure, int overridden, @Nullable StackTraceElement[] outer) {
    @Nullable StackTraceElement[] frames;
    if ((overridden & Overrides.TRACE) == 0) {
      frames = failure.getStackTrace();
    } else {
      TraceOf question = new TraceOf(failure);
      AskingThreads.ask(question);
      if (question.excuse() != null) {
        text.append("\n\t").append(question.excuse());
      }
      frames = question.given();
    }
    if (frames == null) {
      return new StackTraceElement[0];
    }
    appendFrames(text, frames, frames.length - common(frames, outer));
    return frames;
  }

  private static void appendFrames(
      StringBuilder text, @Nullable StackTraceElement[] frames, int own) {
    int shown = 0;
    while (shown < Math.min(own, MOST_FRAMES) && text.length() < MOST_CHARACTERS) {
      text.append("\n\tat ").append(frame(frames[shown]));
      shown++;
    }
    if (shown < frames.length) {
      text.append("\n\t... ").append(frames.length - shown).append(" more");
    }
  }

  private static String frame(@Nullable StackTraceElement frame) {
    if (frame == null) {
      return "(unknown)";
    }
    int length = frame.getClassName().length()
        + frame.getMethodName().length()
        + length(frame.getFileName())
        + length(frame.getModuleName())
        + length(frame.getModuleVersion())
        + length(frame.getClassLoaderName());
    return length > MOST_FRAME ? "(a frame of " + length + " characters)" : frame.toString();
  }

  private static int length(@Nullable String part) {
    return part == null ? 0 : part.length();
  }

  /** Returns how many frames at the end are the same in both. */
  private static int common(
      @Nullable StackTraceElement[] inner, @Nullable StackTraceElement[] outer) {
    int most = Math.min(MOST_COMPARED, Math.min(inner.length, outer.length));
    int same = 0;
    while (same < most
        && Objects.equals(inner[inner.length - 1 - same], outer[outer.length - 1 - same])) {
      same++;
    }
    return same;
  }

  private static @Nullable Throwable appendCause(
      StringBuilder text, Throwable failure, int overridden) {
    Throwable cause;
    if ((overridden & Overrides.CAUSE) == 0) {
      cause = failure.getCause();
    } else {
      CauseOf question = new CauseOf(failure);
      AskingThreads.ask(question);
      if (question.excuse() != null) {
        text.append("\nCaused by: ").append(question.excuse());
      }
      cause = question.given();
    }
    return cause == failure ? null : cause;
  }

  /** Asks an exception for its message. */
  private static final class MessageOf extends Question<String> {
    private final Throwable failure;

    MessageOf(Throwable failure) {
      super(Overrides.messageMaker(failure), "getMessage");
      this.failure = failure;
    }

    @Override
    @Nullable
    String call() {
      return bounded(failure.getLocalizedMessage(), MOST_MESSAGE + 1);
    }
  }

  /** Asks an exception for its cause. */
  private static final class CauseOf extends Question<Throwable> {
    private final Throwable failure;

    CauseOf(Throwable failure) {
      super(failure.getClass(), "getCause");
      this.failure = failure;
    }

    @Override
    @Nullable
    Throwable call() {
      return failure.getCause();
    }
  }

  /** Asks an exception for its stack trace. */
  private static final class TraceOf extends Question<StackTraceElement[]> {
    private final Throwable failure;

    TraceOf(Throwable failure) {
      super(failure.getClass(), "getStackTrace");
      this.failure = failure;
    }

    @Override
    StackTraceElement @Nullable [] call() {
      return failure.getStackTrace();
    }
  }
}
