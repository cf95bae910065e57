package io.tlo.execution;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has what is asked aside waited for long enough that any thread of a busy machine has its turn. */
final class Patience implements BeforeAllCallback, AfterAllCallback {

  private static final long MILLIS = 10_000;

  @Override
  public void beforeAll(ExtensionContext context) {
    have();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    lose();
  }

  static void have() {
    AskingThreads.patience(MILLIS);
  }

  /** Goes back to what programs get. */
  static void lose() {
    AskingThreads.patience(AskingThreads.PATIENCE_MILLIS);
  }

  /**
   * Asks what hangs: with what programs get first, and with twice as much each time that the machine was too busy to
   * call it at all. So it is known to have been called, and no more than necessary is waited for.
   *
   * @param attempt asks; its result is the answer
   * @param isCalled whether an answer shows that the application's method was called
   */
  static <T> T least(Supplier<T> attempt, Predicate<T> isCalled) {
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
      have();
    }
  }
}
