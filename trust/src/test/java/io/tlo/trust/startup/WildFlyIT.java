package io.tlo.trust.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that brings its own log manager and its own MBean server starts, works and stops as
 * without the agent.
 */
@Tag("nightly")
class WildFlyIT {

  private static final int STARTS = Extent.of(1, 1, 20);

  private static final String ITS_OWN = "logs by org.jboss.logmanager.LogManager,"
      + " serves MBeans by org.jboss.as.jmx.PluggableMBeanServerImpl";

  private static final String ALL_TICKS = "ticked " + WildFly.TICKS + " times";

  @TempDir
  static Path folder;

  private static WildFly server;

  @BeforeAll
  static void unpack() throws IOException {
    server = WildFly.in(folder);
  }

  private static ForkedJvm jvm() {
    return new ForkedJvm().patience(Duration.ofMinutes(3));
  }

  @Test
  void itStartsEachTimeWithItsOwnLoggingAndMBeanServerAndOursAreThereSoon() throws IOException {
    ForkedJvm.Result without = withoutAgent();
    long longest = 0;
    for (int i = 0; i < STARTS; i++) {
      try (ForkedJvm.Running running = server.start(jvm()).awaitOut(WildFly.STARTED)) {
        longest = Math.max(longest, millisUntilPublished(running));
        running.awaitOut(ITS_OWN).awaitOut(ALL_TICKS);
        assertEachTickRecorded(running);
        ForkedJvm.Result with = stop(running);
        assertThat(WildFly.warnings(with.out())).isEqualTo(WildFly.warnings(without.out()));
        assertThat(with.exitCode()).isEqualTo(without.exitCode());
        assertThat(with.err()).isEqualTo(without.err());
      }
    }
    Figures.of(2)
        .check(
            "WildFly 39 with a bean on a schedule, starts and stops",
            String.format(
                Locale.ROOT,
                "%d of %d; the MBeans within %.1f s of its start; %d of %d calls recorded in each;"
                    + " %d warnings, as without the agent",
                STARTS,
                STARTS,
                longest / 1000.0,
                2 * WildFly.TICKS,
                2 * WildFly.TICKS,
                WildFly.warnings(without.out()).size()));
  }

  private static ForkedJvm.Result withoutAgent() throws IOException {
    try (ForkedJvm.Running running = server.start(jvm().withoutAgent()).awaitOut(WildFly.STARTED)) {
      running.awaitOut(ITS_OWN).awaitOut(ALL_TICKS);
      return stop(running);
    }
  }

  private static ForkedJvm.Result stop(ForkedJvm.Running running) {
    running.terminate();
    ForkedJvm.Result result = running.await();
    assertThat(result.out()).contains("WFLYSRV0050");
    return result;
  }

  /** Returns how long it took until the MBeans of both tasks were there. */
  private static long millisUntilPublished(ForkedJvm.Running running) {
    long begin = System.nanoTime();
    try (JmxClient client = JmxClient.to(running)) {
      String schedule = JmxClient.task("Clock", "tick");
      String task = JmxClient.task("Clock", "tidy");
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> client.names("tlo:*").containsAll(List.of(JmxClient.REGISTRY, schedule, task)));
      long millis = (System.nanoTime() - begin) / 1_000_000;
      assertThat(client.names("jboss.as:management-root=server"))
          .as("in the server's own MBean server")
          .hasSize(1);
      return millis;
    }
  }

  /** The bean itself has counted: as many of its ticks as it says, and a task within each. */
  private static void assertEachTickRecorded(ForkedJvm.Running running) {
    try (JmxClient client = JmxClient.to(running)) {
      // The last tick says how many there were before it has ended.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Numbers.of(client).running() == 0);
      Numbers numbers = Numbers.of(client);
      assertThat(client.number(JmxClient.task("Clock", "tick"), "ExecutionsSucceeded"))
          .isEqualTo(WildFly.TICKS);
      assertThat(client.number(JmxClient.task("Clock", "tidy"), "ExecutionsSucceeded"))
          .isEqualTo(WildFly.TICKS);
      // The views of the bean that the server makes count nothing once more.
      assertThat(client.names("tlo:type=Task,group=Clock*,*").stream()
              .mapToLong(each -> client.number(each, "ExecutionsSucceeded"))
              .sum())
          .isEqualTo(2 * WildFly.TICKS);
      assertThat(numbers.records()).as("%s", numbers).isEqualTo(numbers.ended());
      assertThat(numbers.adviceFailures()).isZero();
    }
  }

  @Test
  void anAgentThatAsksForTheMBeanServerAtOnceKeepsItFromStarting() throws IOException {
    Path early = ControlAgent.askingForMBeanServer(folder.resolve("early"));
    try (ForkedJvm.Running running = server.start(jvm().agentAt(early.toString(), ""))) {
      ForkedJvm.Result result = running.await();
      assertThat(result.exitCode()).isNotZero();
      assertThat(result.out() + result.err())
          .contains("WFLYLOG0078")
          .doesNotContain(WildFly.STARTED);
      Figures.of(2)
          .control(
              "WildFly 39 with an agent that calls getPlatformMBeanServer() in premain",
              "does not start: WFLYLOG0078, exit code " + result.exitCode());
    }
  }
}
