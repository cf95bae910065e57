package io.tlo.execution;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has what is asked aside waited for long enough that any thread of a busy machine has its turn. */
public final class Patience implements BeforeAllCallback, AfterAllCallback {

  private static final long MILLIS = 1_500;

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
}
