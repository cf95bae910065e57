package io.tlo.execution;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lengthens the patience with asking threads, so that each of them has its turn on a busy machine. */
final class Patience implements BeforeAllCallback, AfterAllCallback {

  private static final long MILLIS = 10_000;

  @Override
  public void beforeAll(ExtensionContext context) {
    lengthen();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    restore();
  }

  static void lengthen() {
    AskingThreads.patience(MILLIS);
  }

  /** Restores the patience that a program has. */
  static void restore() {
    AskingThreads.patience(AskingThreads.PATIENCE_MILLIS);
  }

  /**
   * Asks a method that hangs, with the shortest patience in which it is called. The first patience is that of a
   * program; it doubles after each attempt in which a busy machine did not call the method.
   *
   * @param attempt asks the method; its result is the answer
   * @param isCalled whether an answer shows that the application's method was called
   */
  static <T> T shortestThatCalls(Supplier<T> attempt, Predicate<T> isCalled) {
    long millis = AskingThreads.PATIENCE_MILLIS;
    try {
      AskingThreads.patience(millis);
      T answer = attempt.get();
      while (!isCalled.test(answer) && millis < MILLIS) {
        millis *= 2;
        AskingThreads.patience(millis);
        answer = attempt.get();
      }
      return answer;
    } finally {
      lengthen();
    }
  }
}
