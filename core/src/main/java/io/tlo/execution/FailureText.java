package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/**
 * Turns a failure into bounded text at once, so that no Throwable, and nothing of the application that
 * one may hold, is kept. Written like a stack trace: exception and message, at most 50 frames,
 * suppressed exceptions, causes. Methods of the exception that run code of the application are called aside.
 *
 * <p>Thread safety: safe; nothing is kept.
 */
public final class FailureText {

  private static final int MOST_MESSAGE = 1_024;

  private FailureText() {}

  /**
   * Has all classes initialised that are needed here. The first failure may come where the stack is used up;
   * a class whose initialiser fails there can never be used again.
   */
  static void prepare() {
    Secrets.mask("password=x");
    AskingThreads.prepare();
    Overrides.prepare();
    new TraceText().of(new IllegalStateException());
  }

  /** Returns the text; whatever the exception's own methods do, this returns. */
  public static String of(Throwable failure) {
    try {
      return new TraceText().of(failure);
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

  /** Returns class and message of an exception of which these methods are overridden. */
  static String headline(Throwable failure, int overridden) {
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
}
