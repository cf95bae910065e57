package com.acme.micronaut;

import com.acme.app.Counts;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/** A bean whose methods are intercepted: Micronaut makes a subclass of it. */
@Singleton
public class Accounts {

  @Booked
  @Scheduled(fixedRate = "250ms")
  void settle() {
    Counts.BODY.add("Accounts.settle");
    if (BookedInterceptor.isBooking()) {
      Counts.TRANSACTIONAL.add("Accounts.settle");
    }
  }
}
