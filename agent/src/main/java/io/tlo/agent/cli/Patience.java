package io.tlo.agent.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another process and is not told. */
final class Patience {

  static final long SECONDS = 15;

  private static final long POLL_MILLIS = 50;

  private Patience() {}

  /** Returns true as soon as it is so, false if it is not so in time. */
  static boolean await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }
}
