package io.tlo.sample;

import io.tlo.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers when each customer's cart was last touched. */
final class CartService {

  private static final Duration ABANDONED_AFTER = Duration.ofSeconds(15);

  private final Map<Integer, Instant> lastTouched = new ConcurrentHashMap<>();
  private final Clock clock;

  CartService(Clock clock) {
    this.clock = clock;
  }

  void touch(int customer) {
    lastTouched.put(customer, clock.instant());
  }

  /** Forgets the carts that nobody touched for a while; returns their number. */
  @Task(interval = "5s", description = "Drops carts that were not touched for 15 seconds")
  int dropAbandoned() {
    Instant limit = clock.instant().minus(ABANDONED_AFTER);
    int before = lastTouched.size();
    lastTouched.values().removeIf(touched -> touched.isBefore(limit));
    return before - lastTouched.size();
  }
}
