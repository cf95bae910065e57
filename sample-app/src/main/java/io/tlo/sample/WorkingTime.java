package io.tlo.sample;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;

/**
 * Stands for the work a real service would do: it takes time, and not always the same.
 *
 * <p>Each service has its own, seeded, so its sequence does not depend on how threads interleave.
 *
 * <p>Thread safety: safe; {@link Random} is.
 */
final class WorkingTime {

  /** Lets time pass; tests let none pass. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final Random random;
  private final Sleeper sleeper;

  WorkingTime(Random random, Sleeper sleeper) {
    this.random = random;
    this.sleeper = sleeper;
  }

  static WorkingTime seeded(long seed) {
    return new WorkingTime(new Random(seed), duration -> Thread.sleep(duration.toMillis()));
  }

  /**
   * Works for a time between the two.
   *
   * @throws CancellationException if the thread is interrupted. The interrupt is used up by this
   *     piece of work: whoever called may go on with the next one
   */
  void spend(int leastMillis, int mostMillis) {
    int millis = leastMillis + random.nextInt(mostMillis - leastMillis + 1);
    try {
      sleeper.sleep(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      CancellationException cancelled = new CancellationException("interrupted at work");
      cancelled.initCause(e);
      throw cancelled;
    }
  }
}
