package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.TestBench;
import io.tlo.fleet.AuditEntry;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final Operator ADMIN = new Operator("admin", "10.0.0.5");

  private final TestBench bench = new TestBench();

  @Test
  void entriesComeNewestFirst() {
    bench.audit.note("disable", "Orders.ship", ADMIN, "done");
    bench.audit.note("enable", "Orders.ship", ADMIN, "done");

    assertThat(bench.audit.latest(10))
        .extracting(AuditEntry::action)
        .containsExactly("enable", "disable");
    assertThat(bench.audit.latest(1)).extracting(AuditEntry::action).containsExactly("enable");
    assertThat(bench.audited).extracting(AuditEntry::action).containsExactly("disable", "enable");
  }

  @Test
  void theNewestThousandAreKept() {
    for (int i = 0; i < 1_500; i++) {
      bench.audit.note("disable", "task " + i, ADMIN, "done");
    }

    assertThat(bench.audit.latest(5_000)).hasSize(1_000);
    assertThat(bench.audit.latest(5_000).get(999).task()).isEqualTo("task 500");
  }

  @Test
  void theLinesOfAnOutcomeAreSeparatedByCommas() {
    bench.audit.note(
        "disableEverywhere", "Orders.ship", ADMIN, "is now disabled\n  others follow\nat once");

    assertThat(bench.audit.latest(1))
        .extracting(AuditEntry::outcome)
        .containsExactly("is now disabled, others follow, at once");
  }

  @Test
  void textsAreCutAndSecretsMasked() {
    bench.audit.note("disable", "t".repeat(5_000), ADMIN, "token=abcdef " + "x".repeat(5_000));

    AuditEntry entry = bench.audit.latest(1).get(0);
    assertThat(entry.task()).hasSize(200).endsWith("t…");
    assertThat(entry.outcome()).hasSizeLessThanOrEqualTo(1_000).startsWith("token=*** x");
  }
}
