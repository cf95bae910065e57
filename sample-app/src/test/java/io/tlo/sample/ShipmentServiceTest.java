package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShipmentServiceTest {

  @Test
  void eachPieceIsHandedOverOnceAndThatTakesOneToThreeSeconds() {
    NoTime time = new NoTime();
    ShipmentService shipments = new ShipmentService(time.asWorkingTime());
    shipments.pack(Orders.lamps(1001));
    shipments.pack(Orders.bulb(1002));

    assertThat(shipments.handOver()).isEqualTo(3);
    assertThat(shipments.handOver()).isZero();
    assertThat(time.noted())
        .hasSize(2)
        .allSatisfy(
            taken -> assertThat(taken).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
  }
}
