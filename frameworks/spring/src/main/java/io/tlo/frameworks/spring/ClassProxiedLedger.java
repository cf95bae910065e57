package io.tlo.frameworks.spring;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Spring puts a subclass, made by CGLIB, before this bean: it has no interface. */
@Component
@Transactional
public class ClassProxiedLedger {

  private final Bookings bookings;

  ClassProxiedLedger(Bookings bookings) {
    this.bookings = bookings;
  }

  @Scheduled(fixedRate = 500)
  public void book() {
    bookings.write("book");
  }

  @Scheduled(cron = "0 0 4 * * *")
  public void closeDay() {
    bookings.write("closeDay");
  }
}
