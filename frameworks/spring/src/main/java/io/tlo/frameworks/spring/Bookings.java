package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes to the database and sees whether Spring has begun a transaction for it. */
@Component
class Bookings {

  private final JdbcTemplate jdbc;

  Bookings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void write(String label) {
    Counts.bodies().add(label);
    jdbc.update("insert into booking (label) values (?)", label);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      Counts.transactionalBodies().add(label);
    }
  }
}
