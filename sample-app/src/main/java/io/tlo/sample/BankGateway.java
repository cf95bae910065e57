package io.tlo.sample;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to the bank, which is lost now and then: every eleventh charge meets a time-out. */
final class BankGateway {

  private static final int CHARGES_UNTIL_TIMEOUT = 11;

  private final WorkingTime work;
  private final AtomicInteger charges = new AtomicInteger();

  BankGateway(WorkingTime work) {
    this.work = work;
  }

  String charge(Order order) throws IOException {
    work.spend(40, 130);
    if (charges.incrementAndGet() % CHARGES_UNTIL_TIMEOUT == 0) {
      throw new SocketTimeoutException("Read timed out");
    }
    return "R-" + order.number();
  }
}
