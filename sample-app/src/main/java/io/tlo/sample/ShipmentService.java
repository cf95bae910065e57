package io.tlo.sample;

import io.tlo.Task;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects parcels until the carrier comes. */
final class ShipmentService {

  private final AtomicInteger parcels = new AtomicInteger();
  private final WorkingTime work;

  ShipmentService(WorkingTime work) {
    this.work = work;
  }

  /** Packs each piece by itself. */
  void pack(Order order) {
    parcels.addAndGet(order.quantity());
  }

  /**
   * Gives all parcels to the carrier, who takes his time.
   *
   * @return the number of parcels
   */
  @Task(
      description = "Hands the packed parcels over to the carrier; takes 1 to 3 seconds",
      extra = {"called-by=clerk", "team=warehouse"})
  int handOver() {
    int taken = parcels.getAndSet(0);
    work.spend(1_000, 3_000);
    return taken;
  }
}
