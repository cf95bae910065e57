package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CartServiceTest {

  private final SetClock clock = new SetClock();
  private final CartService carts = new CartService(clock);

  @Test
  void cartsNotTouchedForLongerThanFifteenSecondsAreDroppedOnce() {
    carts.touch(101);
    carts.touch(102);
    clock.advance(Duration.ofSeconds(15));
    carts.touch(102);
    clock.advance(Duration.ofMillis(1));

    assertThat(carts.dropAbandoned()).isEqualTo(1);
    assertThat(carts.dropAbandoned()).isZero();
  }

  /** A clock that stands still until it is told otherwise. */
  private static final class SetClock extends Clock {

    private Instant now = Instant.EPOCH;

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
