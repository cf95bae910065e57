package com.acme.micronaut;

import com.acme.app.Counts;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/** Scheduled methods of every form. */
@Singleton
public class Cleanup {

  @Scheduled(fixedRate = "200ms")
  void baskets() {
    Counts.BODY.add("Cleanup.baskets");
  }

  @Scheduled(fixedDelay = "${app.delay}", initialDelay = "100ms")
  void sessions() {
    Counts.BODY.add("Cleanup.sessions");
  }

  @Scheduled(cron = "* * * * * *", zoneId = "Europe/Kyiv")
  void logs() {
    Counts.BODY.add("Cleanup.logs");
  }

  @Scheduled(initialDelay = "500ms")
  void warmUp() {
    Counts.BODY.add("Cleanup.warmUp");
  }

  @Scheduled(fixedRate = "300ms")
  @Scheduled(fixedRate = "700ms", initialDelay = "1s")
  int twice() {
    Counts.BODY.add("Cleanup.twice");
    return 2;
  }

  @Scheduled(fixedRate = "400ms")
  void withLedger(Ledger ledger) {
    ledger.check();
    Counts.BODY.add("Cleanup.withLedger");
  }

  @Scheduled(fixedRate = "500ms")
  void failing() {
    Counts.BODY.add("Cleanup.failing");
    throw new IllegalStateException("no disk");
  }

  @Scheduled(fixedRate = "1h", initialDelay = "1h")
  void yearly() {
    Counts.BODY.add("Cleanup.yearly");
  }
}
