package io.tlo.trust.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web application that is undeployed is gone with all its tasks, and Tomcat has nothing to say
 * about it.
 */
@Tag("jdk")
class RedeployIT {

  private static final int CYCLES = Extent.of(6, 20, 200);
  private static final int CYCLES_OF_CONTROL = Extent.of(6, 20, 20);
  // In few cycles, a class that is compiled meanwhile looks like a slope. In landing, with the
  // fewest cycles, neither bound is asserted.
  private static final long MOST_BYTES_A_CYCLE = Extent.of(50, 50, 5) * 1024L;
  // Most of it is the JVM's own: see what the same grows by without the agent.
  private static final long MOST_CLASS_BYTES_A_CYCLE = Extent.of(120, 120, 20) * 1024L;

  @TempDir
  Path folder;

  private ForkedJvm.Running redeploying(int cycles, String... manner) throws IOException {
    Redeployment redeployment = Redeployment.in(folder);
    return redeployment.start(redeployment.jvm(), cycles, manner);
  }

  @Test
  void deployedAndUndeployedAgainAndAgainItLeavesNothingBehind() throws IOException {
    try (ForkedJvm.Running running = redeploying(CYCLES).awaitOut("ended")) {
      Aftermath.assertNothingLeft(running, CYCLES);
      List<long[]> reports = Aftermath.reports(running.out());
      long heap = Aftermath.slope(reports, 1);
      long classes = Aftermath.slope(reports, 2);
      if (!Extent.isLanding()) {
        assertThat(heap).isLessThanOrEqualTo(MOST_BYTES_A_CYCLE);
        assertThat(classes).isLessThanOrEqualTo(MOST_CLASS_BYTES_A_CYCLE);
      }
      Numbers numbers = Aftermath.assertEveryExecutionIsCounted(running);
      Figures.of(3)
          .check(
              String.format(
                  Locale.ROOT,
                  "Tomcat 11, %d deployments of a web application with %d tasks",
                  CYCLES,
                  Shop.TASKS),
              String.format(
                  Locale.ROOT,
                  "0 loaders, 0 MBeans left; %d bytes of heap and %d of metaspace a cycle; no line of"
                      + " Tomcat's; %,d executions, all counted",
                  heap,
                  classes,
                  numbers.ended()));
    }
  }

  @Tag("nightly")
  @Test
  void whatItGrowsByWithoutTheAgentIsMeasuredToo() throws IOException {
    Redeployment redeployment = Redeployment.in(folder);
    ForkedJvm jvm = redeployment.jvm().withoutAgent();
    try (ForkedJvm.Running running = redeployment.start(jvm, CYCLES, "plain").awaitOut("ended")) {
      List<long[]> reports = Aftermath.reports(running.out());
      assertThat(reports).hasSize(CYCLES / Redeployment.cyclesOfAReport(CYCLES));
      assertThat(reports).allSatisfy(report -> assertThat(report[3]).isZero());
      Figures.of(3)
          .check(
              "the same without the agent, to compare with",
              "%d bytes of heap and %d of metaspace a cycle"
                  .formatted(Aftermath.slope(reports, 1), Aftermath.slope(reports, 2)));
    }
  }

  /** Few cycles: a class that is compiled meanwhile looks like a slope, but not like a leak. */
  @Tag("nightly")
  @Test
  void itGrowsByFarLessThanWhereTheServerHoldsTheWebApplication() throws IOException {
    int cycles = 20;
    List<long[]> held;
    try (ForkedJvm.Running running = redeploying(cycles, "leaks").awaitOut("ended")) {
      held = Aftermath.reports(running.out());
    }
    List<long[]> released;
    try (ForkedJvm.Running running = redeploying(cycles).awaitOut("ended")) {
      released = Aftermath.reports(running.out());
    }
    assertThat(Aftermath.slope(released, 1)).isLessThan(Aftermath.slope(held, 1) / 2);
    assertThat(Aftermath.slope(released, 2)).isLessThan(Aftermath.slope(held, 2) / 2);
  }

  @Test
  void aWebApplicationThatTheServerHoldsIsSeenToLeak() throws IOException {
    int cycles = CYCLES_OF_CONTROL;
    try (ForkedJvm.Running running = redeploying(cycles, "leaks").awaitOut("ended")) {
      List<long[]> reports = Aftermath.reports(running.out());
      long[] report = reports.get(1);
      long heap = Aftermath.slope(reports, 1);
      long classes = Aftermath.slope(reports, 2);
      if (!Extent.isLanding()) {
        assertThat(heap).isGreaterThan(MOST_BYTES_A_CYCLE);
        assertThat(classes).isGreaterThan(MOST_CLASS_BYTES_A_CYCLE);
      }
      assertThat(report[3]).as("loaders alive").isEqualTo(cycles);
      assertThat(report[4]).as("tasks").isEqualTo((long) cycles * Shop.TASKS);
      assertThat(report[5]).as("leaks that Tomcat finds").isEqualTo(cycles);
      assertThat(Aftermath.complaints(running.err()))
          .anyMatch(line -> line.contains("failed to remove"))
          .anyMatch(line -> line.contains("[night shift] but has failed to stop it"));
      Figures.of(3)
          .control(
              String.format(
                  Locale.ROOT,
                  "%d deployments of one that the server holds by a field, a thread and a thread local",
                  cycles),
              String.format(
                  Locale.ROOT,
                  "%d loaders and %d MBeans left; %,d bytes of heap and %,d of metaspace a cycle;"
                      + " Tomcat: failed to remove, failed to stop",
                  report[3],
                  report[4],
                  heap,
                  classes));
    }
  }
}
