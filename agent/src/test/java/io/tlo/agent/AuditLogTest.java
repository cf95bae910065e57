package io.tlo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.fleet.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditLogTest {

  private static final AuditEntry ENTRY =
      new AuditEntry(Instant.EPOCH, "trigger", "Orders.ship", "admin", "this process", "triggered");

  @Test
  void ofManyEntriesOfAMinuteTheFirstSixtyAreLines() {
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    AuditLog audit = new AuditLog(new AgentLog("info", stderr));
    for (int i = 0; i < 100; i++) {
      audit.audited(ENTRY);
    }

    assertThat(stderr.toString(Charset.defaultCharset()).lines())
        .hasSize(60)
        .containsOnly("[tlo] audit: trigger on Orders.ship by admin (this process): triggered");
  }

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
