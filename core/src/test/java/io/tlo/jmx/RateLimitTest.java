package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final long SECOND = 1_000_000_000L;

  private final RateLimit limit = new RateLimit();

  private int passing(long nanos) {
    int passed = 0;
    while (limit.take(nanos)) {
      passed++;
    }
    return passed;
  }

  @Test
  void tenPassAtOnceAndTheNextTenASecondLater() {
    assertThat(passing(5)).isEqualTo(10);
    assertThat(passing(SECOND + 4)).isZero();
    assertThat(passing(SECOND + 5)).isEqualTo(10);
  }

  @Test
  void placesComeFreeASecondAfterTheyWereTaken() {
    limit.take(0);
    limit.take(SECOND / 2);
    assertThat(passing(SECOND - 1)).isEqualTo(8);

    assertThat(passing(SECOND)).isEqualTo(1);
    assertThat(passing(SECOND + SECOND / 2)).isEqualTo(1);
    assertThat(passing(SECOND + SECOND - 1)).isEqualTo(8);
  }

  @Test
  void clockMayWrapRound() {
    assertThat(passing(Long.MAX_VALUE)).isEqualTo(10);
    assertThat(passing(Long.MIN_VALUE)).isZero();
    assertThat(passing(Long.MAX_VALUE + SECOND)).isEqualTo(10);
  }
}
