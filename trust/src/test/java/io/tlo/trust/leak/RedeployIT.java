package io.tlo.trust.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.it.Built;
import io.tlo.agent.it.ForkedJvm;
import io.tlo.agent.it.JmxClient;
import io.tlo.agent.it.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A web application that is undeployed is gone with all its tasks, and Tomcat has nothing to say
 * about it.
 */
class RedeployIT {

  private static final int CYCLES = Extent.of(20, 200);
  // A build measures few cycles: one class that is compiled meanwhile looks like a slope.
  private static final long MOST_BYTES_A_CYCLE = Extent.of(50, 5) * 1024L;

  private static final Pattern REPORT = Pattern.compile(
      "cycle (\\d+) heap (\\d+) classes (\\d+) loaders (\\d+) tasks (-?\\d+) found (\\d+)");

  @TempDir
  Path folder;

  private Path server;

  @BeforeEach
  void compile() {
    server = Server.in(folder.resolve("server"));
  }

  private ForkedJvm tomcat() {
    // As its own start script does: with these its search for leaks sees everything.
    String[] opened = {
      "java.lang", "java.lang.reflect", "java.io", "java.util", "java.util.concurrent"
    };
    ForkedJvm jvm = ForkedJvm.on(
            server,
            Built.core(),
            Parts.file("tomcat-embed-core.jar"),
            Parts.file("tomcat-annotations-api.jar"))
        .patience(Duration.ofMinutes(8))
        .option("-Xmx256m", "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");
    for (String each : opened) {
      jvm.option("--add-opens=java.base/" + each + "=ALL-UNNAMED");
    }
    return jvm;
  }

  private ForkedJvm.Running start(ForkedJvm jvm, int cycles, boolean leaks) throws IOException {
    Path shop = Shop.in(folder.resolve("shop"), server, leaks);
    String base = Files.createDirectories(folder.resolve("base")).toString();
    List<String> arguments =
        new ArrayList<>(List.of(base, shop.toString(), Integer.toString(cycles)));
    if (leaks) {
      arguments.add("leaks");
    }
    return jvm.start("server.Main", arguments.toArray(String[]::new));
  }

  @Test
  void deployedAndUndeployedAgainAndAgainItLeavesNothingBehind() throws IOException {
    try (ForkedJvm.Running running = start(tomcat(), CYCLES, false).awaitOut("ended")) {
      List<long[]> reports = reports(running.out());
      assertThat(reports).hasSize(CYCLES / 10);
      assertThat(complaints(running.err())).isEmpty();
      assertThat(reports).allSatisfy(report -> {
        assertThat(report[3]).as("loaders alive").isZero();
        assertThat(report[4]).as("tasks").isZero();
        assertThat(report[5]).as("leaks that Tomcat finds").isZero();
      });
      assertThat(running.out()).contains("MBeans more: []");
      long heap = slope(reports, 1);
      long classes = slope(reports, 2);
      assertThat(heap).isLessThanOrEqualTo(MOST_BYTES_A_CYCLE);
      Numbers numbers = assertEveryExecutionIsCounted(running);
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

  /** Returns what the program measured: cycle, heap, metaspace, loaders, tasks, leaks found. */
  private static List<long[]> reports(String out) {
    List<long[]> reports = new ArrayList<>();
    Matcher each = REPORT.matcher(out);
    while (each.find()) {
      long[] numbers = new long[each.groupCount()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Long.parseLong(each.group(i + 1));
      }
      reports.add(numbers);
    }
    return reports;
  }

  /**
   * Returns by how many bytes it grows in a cycle, by least squares; the first twenty are a
   * warm-up.
   */
  private static long slope(List<long[]> reports, int column) {
    // In a build there are no more than those.
    int first = Math.min(reports.size() - 2, 1);
    List<long[]> later = reports.subList(first, reports.size());
    double meanX = later.stream().mapToLong(report -> report[0]).average().orElseThrow();
    double meanY = later.stream().mapToLong(report -> report[column]).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (long[] report : later) {
      above += (report[0] - meanX) * (report[column] - meanY);
      below += (report[0] - meanX) * (report[0] - meanX);
    }
    return Math.round(above / below);
  }

  /** Returns what Tomcat warns of; it warns of every leak it sees. */
  private static List<String> complaints(String log) {
    return log.lines()
        .filter(line -> line.contains("memory leak")
            || line.contains("failed to remove")
            || line.contains("still running")
            || line.contains("still processing")
            || line.startsWith("WARN")
            || line.startsWith("SEVERE"))
        .toList();
  }

  private static Numbers assertEveryExecutionIsCounted(ForkedJvm.Running running) {
    try (JmxClient client = JmxClient.to(running)) {
      String heart = JmxClient.task("Heart", "beat");
      client.call(heart, "disable");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Numbers.of(client).running() == 0);
      running.say("");
      running.awaitOut(" times");
      Numbers numbers = Numbers.of(client);
      Matcher ran = Pattern.compile("ran (\\d+) times").matcher(running.out());
      assertThat(ran.find()).isTrue();
      assertThat(numbers.ended()).isEqualTo(Long.parseLong(ran.group(1)));
      assertThat(numbers.adviceFailures()).isZero();
      assertThat(numbers.ended()).isEqualTo(numbers.records());
      return numbers;
    }
  }

  @Test
  void aWebApplicationThatTheServerHoldsIsSeenToLeak() throws IOException {
    int cycles = 10;
    try (ForkedJvm.Running running = start(tomcat(), cycles, true).awaitOut("ended")) {
      long[] report = reports(running.out()).get(0);
      assertThat(report[3]).as("loaders alive").isEqualTo(cycles);
      assertThat(report[4]).as("tasks").isEqualTo((long) cycles * Shop.TASKS);
      assertThat(report[5]).as("leaks that Tomcat finds").isEqualTo(cycles);
      assertThat(complaints(running.err())).anyMatch(line -> line.contains("failed to remove"));
      Figures.of(3)
          .control(
              String.format(
                  Locale.ROOT,
                  "%d deployments of one that the server holds by a field and a thread local",
                  cycles),
              String.format(
                  Locale.ROOT,
                  "%d loaders and %d MBeans left; Tomcat: failed to remove",
                  report[3],
                  report[4]));
    }
  }
}
