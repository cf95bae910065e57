package io.tlo.trust.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** What a server is left with that has deployed and undeployed a web application. */
final class Aftermath {

  private static final Pattern REPORT = Pattern.compile(
      "cycle (\\d+) heap (\\d+) classes (\\d+) loaders (\\d+) tasks (-?\\d+) found (\\d+)");

  private Aftermath() {}

  /** Returns what the program measured: cycle, heap, metaspace, loaders, tasks, leaks found. */
  static List<long[]> reports(String out) {
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
  static long slope(List<long[]> reports, int column) {
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
  static List<String> complaints(String log) {
    return log.lines()
        .filter(line -> line.contains("memory leak")
            || line.contains("failed to remove")
            || line.contains("still running")
            || line.contains("still processing")
            || line.startsWith("WARN")
            || line.startsWith("SEVERE"))
        // On a busy machine, with and without the agent.
        .filter(line -> !line.contains("Creation of SecureRandom"))
        .toList();
  }

  /** Nothing that was loaded, published or begun is left. */
  static void assertNothingLeft(ForkedJvm.Running running, int cycles) {
    List<long[]> reports = reports(running.out());
    assertThat(reports).hasSize(cycles / Redeployment.cyclesOfAReport(cycles));
    assertThat(complaints(running.err())).isEmpty();
    assertThat(reports).allSatisfy(report -> {
      assertThat(report[3]).as("loaders alive").isZero();
      assertThat(report[4]).as("tasks").isZero();
      assertThat(report[5]).as("leaks that Tomcat finds").isZero();
    });
    assertThat(running.out()).contains("MBeans more: []");
  }

  /** Afterwards the server does nothing more. */
  static Numbers assertEveryExecutionIsCounted(ForkedJvm.Running running) {
    try (JmxClient client = JmxClient.to(running)) {
      String heart = JmxClient.task("Heart", "beat");
      client.call(heart, "disable");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
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
}
