package io.tlo.frameworks.micronaut;

import io.micronaut.scheduling.annotation.Scheduled;
import io.tlo.frameworks.program.Counts;
import jakarta.inject.Singleton;

/** Scheduled methods of every form. */
@Singleton
public class Cleanup {

  @Scheduled(fixedRate = "200ms")
  void baskets() {
    Counts.bodies().add("Cleanup.baskets");
  }

  @Scheduled(fixedDelay = "${app.delay}", initialDelay = "100ms")
  void sessions() {
    Counts.bodies().add("Cleanup.sessions");
  }

  @Scheduled(cron = "* * * * * *", zoneId = "Europe/Kyiv")
  void logs() {
    Counts.bodies().add("Cleanup.logs");
  }

  @Scheduled(initialDelay = "500ms")
  void warmUp() {
    Counts.bodies().add("Cleanup.warmUp");
  }

  @Scheduled(fixedRate = "300ms")
  @Scheduled(fixedRate = "700ms", initialDelay = "1s")
  int twice() {
    Counts.bodies().add("Cleanup.twice");
    return 2;
  }

  @Scheduled(fixedRate = "400ms")
  void withLedger(Ledger ledger) {
    ledger.check();
    Counts.bodies().add("Cleanup.withLedger");
  }

  @Scheduled(fixedRate = "500ms")
  void failing() {
    Counts.bodies().add("Cleanup.failing");
    throw new IllegalStateException("no disk");
  }

  @Scheduled(fixedRate = "1h", initialDelay = "1h")
  void yearly() {
    Counts.bodies().add("Cleanup.yearly");
  }
}
