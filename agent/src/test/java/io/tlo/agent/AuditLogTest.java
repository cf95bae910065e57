package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.fleet.AuditEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditLogTest {

  private static final AuditEntry ENTRY =
      new AuditEntry(Instant.EPOCH, "trigger", "Orders.ship", "admin", "this process", "triggered");

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theHousekeepingGoesOnWhereNobodyReadsStderr() throws InterruptedException {
    try (StuckStream stuck = new StuckStream()) {
      AuditLog audit = new AuditLog(new AgentLog("info", stuck));
      Thread writer = new Thread(() -> audit.audited(ENTRY));
      writer.start();
      stuck.awaitWriter();
      audit.run();
      assertThat(writer.isAlive()).isTrue();
    }
  }
}
