package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store leaves behind on the agent's thread: no memory, no stack, an interrupt. */
class RecoveringStoreIT {

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");

  @BeforeAll
  static void compile() {
    classes = FaultyParts.compile(folder);
  }

  @Test
  void recordsFlowAfterTheStoreHasUsedUpTheHeap() {
    assertRecordsFlow("memory", Extent.of(500, 2_000, 20_000));
  }

  @Test
  void recordsFlowAfterTheStoreHasUsedUpTheStack() {
    assertRecordsFlow("stack", Extent.of(500, 2_000, 20_000));
  }

  private static void assertRecordsFlow(String kind, int calls) {
    ForkedJvm.Result result = FaultyParts.watched(
            classes, "fault.kind=" + kind, "fault.steps=create", "paced=true")
        .option("-Xmx48m", "-Xss512k")
        .run("app.Main", Integer.toString(calls));
    assertThat(result.out()).as("%s", result).contains("wrong 0\n");
    PrintedNumbers numbers = FaultyParts.numbers(result.out());
    long made = FaultyParts.calls(result.out());
    assertThat(numbers.all())
        .containsEntry("create", made)
        .containsEntry("RecordsDropped", numbers.get("thrown.create"))
        .containsEntry("RecordsKept", made - numbers.get("thrown.create"))
        .containsEntry("AdviceFailures", 0L);
    Figures.of(7)
        .check(
            "a store that really uses up the " + kind,
            numbers.get("thrown.create") + " times, " + numbers.get("RecordsKept")
                + " other records stored, the same thread");
  }

  @Test
  void aStoreThatLeavesItsThreadInterruptedCostsNoProcessor() throws IOException {
    try (ForkedJvm.Running program = FaultyParts.watched(
                classes, "fault.kind=interrupt", "fault.steps=update", "paced=true")
            .start("app.Main", "2000", "wait")
            .awaitOut("end\n");
        JmxClient client = JmxClient.to(program)) {
      ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
          client.server(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
      long id = storeThread(threads);
      long before = threads.getThreadCpuTime(id);
      long began = System.nanoTime();
      // In a second of the wall clock a thread that spins uses a second of the processor, or
      // what others leave of it.
      Awaitility.await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofMinutes(1))
          .until(() -> System.nanoTime() - began > 1_000_000_000L);
      long micros = (threads.getThreadCpuTime(id) - before) / 1_000;
      assertThat(micros).isLessThan((System.nanoTime() - began) / 1_000 / 10);
      Figures.of(7)
          .check(
              "a store that leaves its thread interrupted", micros + " us of processor a second");
    }
  }

  @Test
  void tasksThatTheStoreRunsAreCountedAndNotStored() {
    ForkedJvm.Result result = FaultyParts.watched(
            classes, "fault.kind=task", "fault.steps=create", "fault.always=true", "paced=true")
        .run("app.Main", "2000");
    PrintedNumbers numbers = FaultyParts.numbers(result.out());
    long made = FaultyParts.calls(result.out());
    assertThat(numbers.all())
        .containsEntry("inStore", made)
        .containsEntry("create", made)
        .containsEntry("RecordsDropped", made)
        .containsEntry("AdviceFailures", 0L);
    assertThat(numbers.ended()).isEqualTo(2 * made);
    Figures.of(7)
        .check(
            "a store that runs a task of the application for every record",
            numbers.get("inStore") + " runs counted, none stored, no end of records that beget"
                + " records");
  }

  private static long storeThread(ThreadMXBean threads) {
    for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (each != null && each.getThreadName().equals("tlo-store")) {
        return each.getThreadId();
      }
    }
    throw new AssertionError("no thread of the store");
  }
}
