package io.tlo.trust.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.JdbcStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same where a database has the records, this instance has a lease of each task, and one task
 * is off in every instance: neither the leases nor the drivers hold what is undeployed.
 */
@Tag("nightly")
class RedeployWithStoreIT {

  private static final int CYCLES = Extent.of(10, 10, 200);

  @TempDir
  Path folder;

  @Test
  void exclusiveTasksAndTheirRecordsInADatabaseLeaveNothingBehindEither() throws IOException {
    JdbcStore store = JdbcStore.in(folder);
    Redeployment redeployment = Redeployment.in(folder.resolve("redeployment"));
    ForkedJvm jvm = redeployment
        .jvm()
        // Leases that end and are taken again between two deployments.
        .agent("log=error,exclusive=Department*,exclusive.lease=2s,exclusive.wait=30s,fleet.file="
            + folder.resolve("fleet") + "," + store.arguments());
    try (ForkedJvm.Running running =
        redeployment.start(jvm, CYCLES, "offEverywhere").awaitOut("ended")) {
      Aftermath.assertNothingLeft(running, CYCLES);
      Numbers numbers = Aftermath.assertEveryExecutionIsCounted(running);
      running.say("").await();
      // On a busy machine fifty leases of two seconds are not all renewed in time.
      assertThat(running.err().lines())
          .filteredOn(line -> line.startsWith("[tlo]"))
          .allMatch(line -> line.contains("still runs here though its lease has ended"));
      long written = store.number("select count(*) from tlo_record where status <> 'Skipped'");
      assertThat(written).isEqualTo(numbers.ended());
      // Each deployment calls it; it was switched off in the first.
      assertThat(store.number("select count(*) from tlo_record join tlo_task using (task_id)"
              + " where name = 'Department5.count' and status = 'Succeeded'"))
          .isEqualTo(1);
      long leases = store.number("select count(*) from tlo_lock");
      Figures.of(3)
          .check(
              String.format(
                  Locale.ROOT,
                  "the same %d times with exclusive tasks, records in SQLite, a task off everywhere",
                  CYCLES),
              String.format(
                  Locale.ROOT,
                  "0 loaders, 0 MBeans left; no line of Tomcat's; %d leases; %,d executions, all"
                      + " written",
                  leases,
                  numbers.ended()));
    }
  }
}
