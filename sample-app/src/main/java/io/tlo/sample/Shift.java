package io.tlo.sample;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * One run of the program, from the first order to the last thread's end.
 *
 * <p>The JVM halts as soon as its shutdown hooks are done, whatever the main thread is at. So the
 * hook asks the loop to stop and then waits until the main thread has finished the order in hand
 * and closed the office.
 */
final class Shift {

  private static final Duration PACE = Duration.ofMillis(300);

  private final OrderLoop loop;
  private final PrintStream out;
  private final PrintStream err;
  private final CountDownLatch over = new CountDownLatch(1);

  Shift(Duration timeLimit, PrintStream out, PrintStream err) {
    this.loop = new OrderLoop(PACE, timeLimit, System::nanoTime);
    this.out = out;
    this.err = err;
  }

  void work() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endEarly, "end-of-shift"));
    try (BackOffice office = new BackOffice(out, err)) {
      office.open();
      loop.run(office::takeNextOrder);
    } finally {
      over.countDown();
    }
  }

  private void endEarly() {
    loop.stop();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
