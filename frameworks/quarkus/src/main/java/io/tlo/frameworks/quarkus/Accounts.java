package io.tlo.frameworks.quarkus;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tlo.frameworks.program.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;

/** A bean whose methods are intercepted: Quarkus makes a subclass of it. */
@ApplicationScoped
public class Accounts {

  @Transactional
  @Scheduled(every = "1s")
  void settle() {
    Counts.bodies().add("Accounts.settle");
    if (QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE) {
      Counts.transactionalBodies().add("Accounts.settle");
    }
  }
}
