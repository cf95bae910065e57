package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CarrierTest {

  private final NoTime time = new NoTime();
  private final Carrier carrier = new Carrier(time.asWorkingTime());

  @Test
  void oneTourInThirtyTakesFiveMinutesAndTheFirstOfThemIsTheTwelfth() {
    IntStream.range(0, 60).forEach(tour -> carrier.fetch());

    List<Duration> tours = time.noted();
    assertThat(IntStream.rangeClosed(1, 60)
            .filter(tour -> tours.get(tour - 1).equals(Duration.ofMinutes(5))))
        .containsExactly(12, 42);
  }

  @Test
  void allOtherToursTakeOneToThreeSeconds() {
    IntStream.range(0, 60).forEach(tour -> carrier.fetch());

    assertThat(time.noted())
        .filteredOn(taken -> taken.compareTo(Duration.ofMinutes(1)) < 0)
        .hasSize(58)
        .allSatisfy(
            taken -> assertThat(taken).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
  }
}
