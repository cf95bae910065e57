package io.tlo.frameworks.micronaut;

import io.micronaut.scheduling.annotation.Scheduled;
import io.tlo.frameworks.program.Counts;
import jakarta.inject.Singleton;

/** A bean whose methods are intercepted: Micronaut makes a subclass of it. */
@Singleton
public class Accounts {

  @Booked
  @Scheduled(fixedRate = "250ms")
  void settle() {
    Counts.bodies().add("Accounts.settle");
    if (BookedInterceptor.isBooking()) {
      Counts.transactionalBodies().add("Accounts.settle");
    }
  }
}
