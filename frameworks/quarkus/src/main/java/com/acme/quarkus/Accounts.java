package com.acme.quarkus;

import com.acme.app.Counts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;

/** A bean whose methods are intercepted: Quarkus makes a subclass of it. */
@ApplicationScoped
public class Accounts {

  @Transactional
  @Scheduled(every = "1s")
  void settle() {
    Counts.BODY.add("Accounts.settle");
    if (QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE) {
      Counts.TRANSACTIONAL.add("Accounts.settle");
    }
  }
}
