package io.tlo.sample;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches parcels, which takes one to three seconds. Now and then he is stuck in traffic, for the first
 * time about a minute after the start: then he takes five minutes, unless somebody interrupts him.
 *
 * <p>Thread safety: safe.
 */
final class Carrier {

  // Seldom enough for the tours he is stuck on to stay beyond the task's 95th percentile.
  private static final int TOURS_UNTIL_STUCK = 30;
  private static final int FIRST_STUCK_TOUR = 12;
  private static final int STUCK_MILLIS = 300_000;

  private final WorkingTime work;
  private final AtomicInteger tours = new AtomicInteger();

  Carrier(WorkingTime work) {
    this.work = work;
  }

  /**
   * Fetches what there is.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; then nothing was
   *     fetched
   */
  void fetch() {
    if (tours.incrementAndGet() % TOURS_UNTIL_STUCK == FIRST_STUCK_TOUR) {
      work.spend(STUCK_MILLIS, STUCK_MILLIS);
    } else {
      work.spend(1_000, 3_000);
    }
  }
}
