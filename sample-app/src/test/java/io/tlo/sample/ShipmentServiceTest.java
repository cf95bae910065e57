package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShipmentServiceTest {

  @Test
  void eachPieceIsHandedOverOnce() {
    ShipmentService shipments = new ShipmentService(new Carrier(NoTime.workingTime()));
    shipments.pack(Orders.lamps(1001));
    shipments.pack(Orders.bulb(1002));

    assertThat(shipments.handOver()).isEqualTo(3);
    assertThat(shipments.handOver()).isZero();
  }

  @Test
  void parcelsWaitForTheNextCarrierIfOneIsCalledOff() {
    AtomicBoolean calledOff = new AtomicBoolean(true);
    ShipmentService shipments =
        new ShipmentService(new Carrier(new WorkingTime(new Random(1), duration -> {
          if (calledOff.getAndSet(false)) {
            throw new InterruptedException();
          }
        })));
    shipments.pack(Orders.lamps(1001));

    assertThatThrownBy(shipments::handOver).isInstanceOf(CancellationException.class);
    assertThat(shipments.handOver()).isEqualTo(2);
  }
}
