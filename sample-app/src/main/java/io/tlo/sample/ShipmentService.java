package io.tlo.sample;

import io.tlo.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects parcels until the carrier comes. */
final class ShipmentService {

  private final AtomicInteger parcels = new AtomicInteger();
  private final Carrier carrier;

  ShipmentService(Carrier carrier) {
    this.carrier = carrier;
  }

  /** Packs each piece by itself. */
  void pack(Order order) {
    parcels.addAndGet(order.quantity());
  }

  /**
   * Gives all parcels to the carrier, who takes his time. If the carrier is called off, the parcels wait
   * for the next one.
   *
   * @return the number of parcels
   */
  @Task(
      description = "Hands the packed parcels over to the carrier, who is stuck now and then",
      extra = {"called-by=clerk", "team=warehouse"})
  int handOver() {
    int taken = parcels.getAndSet(0);
    try {
      carrier.fetch();
    } catch (CancellationException e) {
      parcels.addAndGet(taken);
      throw e;
    }
    return taken;
  }
}
