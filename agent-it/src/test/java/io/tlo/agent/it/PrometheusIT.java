package io.tlo.agent.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.FreePort;
import io.tlo.testing.JmxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program under this agent and the JMX exporter of Prometheus: its numbers as metrics. */
class PrometheusIT {

  private static final List<String> TASK_NAMES =
      List.of("fails", "greets", "hourly", "later", "succeeds");
  private static final List<String> TASK_NAMES_THAT_RAN =
      List.of("fails", "greets", "later", "succeeds");

  @TempDir
  Path folder;

  @Test
  void withoutRulesEachNumberSwitchAndMomentThatIsKnownIsASample() throws Exception {
    Path config =
        Files.writeString(folder.resolve("exporter.yml"), "includeObjectNames: ['tlo:*']\n");
    try (Exported exported = new Exported(folder, config)) {
      Scrape scrape = exported.scrape();
      assertThat(scrape.value("tlo_Task_ExecutionsSucceeded{group='Quiet',name='succeeds'}"))
          .isEqualTo(3);
      assertThat(scrape.value("tlo_Task_ExecutionsFailed{group='Quiet',name='fails'}"))
          .isEqualTo(2);
      assertThat(scrape.value("tlo_Task_Enabled{group='Quiet',name='hourly'}")).isEqualTo(1);
      assertThat(scrape.value("tlo_Task_LastStartedAt{group='Quiet',name='later'}"))
          .isEqualTo(seconds(exported.client, QuietProgram.LATER, "LastStartedAt"));
      assertThat(scrape.value("tlo_Registry_TasksTotal")).isEqualTo(QuietProgram.TASKS);
      assertThat(scrape.samples())
          .doesNotContainKeys(
              "tlo_Task_LastStartedAt{group='Quiet',name='hourly'}",
              "tlo_Task_LastFailureAt{group='Quiet',name='succeeds'}",
              "tlo_Task_LastDurationMillis{group='Quiet',name='hourly'}")
          .hasSize(exported.numbers());
      assertThat(scrape.text())
          .contains("# HELP tlo_Task_ExecutionsFailed Executions that ended by throwing");
      assertNothingMeansNever(scrape);
      assertThat(exported.program.err()).isEmpty();
    }
  }

  @Test
  void withTheRulesTheNamesUnitsAndTypesAreThoseOfPrometheus() throws Exception {
    try (Exported exported = new Exported(folder, Parts.prometheusRules())) {
      exported.client.call(QuietProgram.LATER, "disable");
      Scrape scrape = exported.scrape();
      assertThat(scrape.value(executions("succeeds", "succeeded"))).isEqualTo(3);
      assertThat(scrape.value(executions("fails", "failed"))).isEqualTo(2);
      assertThat(scrape.value(executions("hourly", "cancelled"))).isZero();
      assertThat(scrape.value(task("tlo_task_enabled", "succeeds"))).isEqualTo(1);
      assertThat(scrape.value(task("tlo_task_enabled", "later"))).isZero();
      assertThat(scrape.value(task("tlo_task_max_duration_seconds", "later")))
          .isEqualTo(
              exported.client.number(QuietProgram.LATER, "MaxDurationMillis") / 1000.0,
              within(1e-9));
      assertThat(scrape.value(task("tlo_task_last_started_timestamp_seconds", "fails")))
          .isEqualTo(seconds(exported.client, QuietProgram.FAILS, "LastStartedAt"));
      assertThat(scrape.value(task("tlo_task_last_failure_timestamp_seconds", "fails")))
          .isEqualTo(seconds(exported.client, QuietProgram.FAILS, "LastFailureAt"));
      assertThat(scrape.value(task("tlo_task_next_run_timestamp_seconds", "hourly")))
          .isBetween(
              Instant.now().getEpochSecond() + 3000.0, Instant.now().getEpochSecond() + 3601.0);
      assertThat(scrape.value("tlo_tasks")).isEqualTo(QuietProgram.TASKS);
      assertThat(scrape.value("tlo_tasks_enabled")).isEqualTo(QuietProgram.TASKS - 1);
      assertThat(scrape.value("tlo_executions_total{outcome='succeeded'}"))
          .isEqualTo(QuietProgram.SUCCEEDED);
      assertThat(scrape.value("tlo_executions_total{outcome='failed'}"))
          .isEqualTo(QuietProgram.FAILED);
      assertThat(scrape.value("tlo_records_kept"))
          .isEqualTo(QuietProgram.SUCCEEDED + QuietProgram.FAILED);
      assertThat(scrape.value("tlo_records_dropped_total")).isZero();
      assertThat(scrape.value("tlo_advice_failures_total")).isZero();
      assertThat(scrape.samples().keySet()).isEqualTo(expectedSamples(exported.client));
      assertThat(scrape.families()).isEqualTo(familiesOfTheRules());
      assertNothingMeansNever(scrape);
      assertThat(exported.program.err()).isEmpty();
    }
  }

  /** All the samples there must be, and so how many. */
  private static Set<String> expectedSamples(JmxClient client) {
    Set<String> samples = new HashSet<>(Set.of(
        "tlo_tasks",
        "tlo_tasks_enabled",
        "tlo_executions_running",
        "tlo_executions_total{outcome='succeeded'}",
        "tlo_executions_total{outcome='failed'}",
        "tlo_executions_total{outcome='cancelled'}",
        "tlo_skips_total",
        "tlo_records_kept",
        "tlo_records_dropped_total",
        "tlo_advice_failures_total",
        task("tlo_task_last_failure_timestamp_seconds", "fails"),
        task("tlo_task_next_run_timestamp_seconds", "hourly")));
    for (String name : TASK_NAMES) {
      samples.add(executions(name, "succeeded"));
      samples.add(executions(name, "failed"));
      samples.add(executions(name, "cancelled"));
      samples.add(task("tlo_task_executions_running", name));
      samples.add(task("tlo_task_skips_total", name));
      samples.add(task("tlo_task_enabled", name));
    }
    for (String name : TASK_NAMES_THAT_RAN) {
      samples.add(task("tlo_task_last_duration_seconds", name));
      samples.add(task("tlo_task_average_duration_seconds", name));
      samples.add(task("tlo_task_max_duration_seconds", name));
      samples.add(task("tlo_task_last_started_timestamp_seconds", name));
    }
    addPercentilesAndWatch(samples, client);
    return samples;
  }

  private static void addPercentilesAndWatch(Set<String> samples, JmxClient client) {
    for (String name : TASK_NAMES_THAT_RAN) {
      for (String quantile : List.of("0.5", "0.95", "0.99")) {
        samples.add("tlo_task_duration_seconds{group='Quiet',name='" + name + "',quantile='"
            + quantile + "'}");
      }
    }
    for (String name : TASK_NAMES) {
      Object watch = client.getOrNull(JmxClient.task("Quiet", name), "Watch");
      if (watch != null) {
        samples.add("tlo_task_watch{group='Quiet',name='" + name + "',state='" + watch + "'}");
      }
    }
  }

  /** Each metric that the rules name with its type, but those whose attribute is null in this program. */
  private static Map<String, String> familiesOfTheRules() throws IOException {
    Map<String, String> families = new TreeMap<>();
    Pattern rule = Pattern.compile("name: (tlo_\\w+)\\s+type: ([A-Z]+)\\s+help: .+\\S");
    Matcher matcher = rule.matcher(Files.readString(Parts.prometheusRules()));
    while (matcher.find()) {
      families.put(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT));
    }
    families.remove("tlo_task_disabled_until_timestamp_seconds");
    return families;
  }

  private static void assertNothingMeansNever(Scrape scrape) {
    assertThat(scrape.samples().values())
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value).isNotNaN().isNotNegative());
  }

  private static String executions(String name, String outcome) {
    return "tlo_task_executions_total{group='Quiet',name='" + name + "',outcome='" + outcome + "'}";
  }

  private static String task(String metric, String name) {
    return metric + "{group='Quiet',name='" + name + "'}";
  }

  private static double seconds(JmxClient client, String name, String attribute) {
    return ((Date) client.get(name, attribute)).toInstant().toEpochMilli() / 1000.0;
  }

  /**
   * The samples of this product in one answer of the exporter.
   *
   * @param samples value by name and labels, written with single quotes
   */
  private record Scrape(String text, Map<String, Double> samples) {

    static Scrape of(String text) {
      Map<String, Double> samples = new TreeMap<>();
      text.lines().filter(line -> line.startsWith("tlo_")).forEach(line -> {
        int space = line.lastIndexOf(' ');
        String sample = line.substring(0, space).replace('"', '\'');
        assertThat(samples.put(sample, Double.valueOf(line.substring(space + 1))))
            .isNull();
      });
      return new Scrape(text, samples);
    }

    double value(String sample) {
      assertThat(samples).containsKey(sample);
      return requireNonNull(samples.get(sample));
    }

    /** Returns the type of each metric that has help as well. */
    Map<String, String> families() {
      return Pattern.compile("# HELP (tlo_\\w+) .+\n# TYPE \\1 (\\w+)\n")
          .matcher(text)
          .results()
          .collect(Collectors.toMap(
              match -> match.group(1), match -> match.group(2), (a, b) -> a, TreeMap::new));
    }
  }

  /** The program, its exporter and a client to compare with. */
  private static final class Exported implements AutoCloseable {
    private final ForkedJvm.Running program;
    private final JmxClient client;
    private final String address;

    Exported(Path folder, Path config) {
      int port = FreePort.choose();
      address = "http://127.0.0.1:" + port + "/metrics";
      program = QuietProgram.start(QuietProgram.in(folder)
          .agent("log=error")
          .agentAt(Parts.prometheusExporter().toString(), "127.0.0.1:" + port + ":" + config));
      client = JmxClient.to(program).await(QuietProgram.HOURLY).await(JmxClient.REGISTRY);
    }

    Scrape scrape() {
      return Scrape.of(HttpText.get(address));
    }

    /** Returns how many attributes of all MBeans are a number, a switch or a moment and not null. */
    int numbers() throws JMException, IOException {
      int numbers = 0;
      for (String name : client.names("tlo:*")) {
        for (MBeanAttributeInfo each : client.info(name).getAttributes()) {
          Object value = client.getOrNull(name, each.getName());
          numbers +=
              value instanceof Number || value instanceof Boolean || value instanceof Date ? 1 : 0;
        }
      }
      return numbers;
    }

    @Override
    public void close() throws IOException {
      client.close();
      program.close();
    }
  }
}
