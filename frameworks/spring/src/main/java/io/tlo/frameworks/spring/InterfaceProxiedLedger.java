package io.tlo.frameworks.spring;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Spring puts a proxy of the JDK before this bean: it has an interface, and classes are not proxied here. */
@Component
@Transactional
public class InterfaceProxiedLedger implements Ledger {

  private final Bookings bookings;

  InterfaceProxiedLedger(Bookings bookings) {
    this.bookings = bookings;
  }

  @Override
  @Scheduled(fixedRate = 500)
  public void enter() {
    bookings.write("enter");
  }

  @Override
  @Scheduled(cron = "0 0 5 1 * *")
  public void closeMonth() {
    bookings.write("closeMonth");
  }
}
