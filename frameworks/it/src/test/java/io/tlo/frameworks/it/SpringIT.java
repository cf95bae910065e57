package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Spring's tasks in each form, in a Spring Boot application that does not know TLO. */
@ParameterizedClass(name = "Spring Boot {0}")
@ValueSource(ints = {3, 4})
class SpringIT {

  private static final int NEWEST_BOOT = 4;

  private static final String RUNNABLE = "\n  through Spring's ScheduledMethodRunnable";
  private static final String PAST_PROXY = "\n  on the bean itself, past any proxy";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Methods that are tasks whatever is adopted. */
  private static final int TASKS = 19;

  private static final String NIGHTLY = JmxClient.task("PlainTasks", "nightly");
  private static final String POLL = JmxClient.task("ReactiveTasks", "poll");
  private static final String MAIL = JmxClient.task("AsyncTasks", "mail");

  /** Recurring methods, each called as often as Spring runs its schedules. */
  private static final Map<String, String> RECURRING = Map.ofEntries(
      Map.entry("pulse", "PlainTasks"),
      Map.entry("sweep", "PlainTasks"),
      Map.entry("drain", "PlainTasks"),
      Map.entry("twice", "PlainTasks"),
      Map.entry("composed", "PlainTasks"),
      Map.entry("aliased", "PlainTasks"),
      Map.entry("stumble", "PlainTasks"),
      Map.entry("book", "ClassProxiedLedger"),
      Map.entry("enter", "InterfaceProxiedLedger"),
      Map.entry("ship", "AsyncTasks"),
      Map.entry("copy", "PrototypeTasks"));

  private final int boot;

  @TempDir
  private Path folder;

  SpringIT(int boot) {
    this.boot = boot;
  }

  private Program start(String agentArguments) {
    ForkedJvm.Running running = ForkedJvm.on()
        .agent(agentArguments)
        .startJar(Programs.springBoot(boot), "--logging.file.name=" + folder.resolve("spring.log"));
    return Program.of(running).awaitTasks(TASKS);
  }

  /** What the older Spring Boot shares with the newest is tested on it in the nightly tier. */
  private void assumeNewestBootOrNightly() {
    assumeTrue(boot == NEWEST_BOOT || Tier.isNightly(), "nightly");
  }

  private static String task(String label) {
    return JmxClient.task(Objects.requireNonNull(RECURRING.get(label), label), label);
  }

  @Test
  void eachFormIsATaskWithItsScheduleInWords() {
    try (Program program = start("log=error")) {
      assertThat(schedules(program.client()))
          .isEqualTo(Map.ofEntries(
              Map.entry("PlainTasks.pulse", "every 500 ms (fixed rate)"),
              Map.entry("PlainTasks.sweep", "every 1 s (fixed rate), first after 1 s"),
              Map.entry("PlainTasks.drain", "every ${app.delay} (fixed delay)"),
              Map.entry("PlainTasks.nightly", "cron 0 0 3 * * * Europe/Kyiv"),
              Map.entry("PlainTasks.warmUp", "once, 1 s after start"),
              Map.entry("PlainTasks.twice", "every 700 ms (fixed rate) and cron * * * * * *"),
              Map.entry("PlainTasks.composed", "every 500 ms (fixed rate)"),
              Map.entry("PlainTasks.aliased", "every 400 ms (fixed delay)"),
              Map.entry("PlainTasks.stumble", "every 900 ms (fixed rate)"),
              Map.entry("ClassProxiedLedger.book", "every 500 ms (fixed rate)"),
              Map.entry("ClassProxiedLedger.closeDay", "cron 0 0 4 * * *"),
              Map.entry("InterfaceProxiedLedger.enter", "every 500 ms (fixed rate)"),
              Map.entry("InterfaceProxiedLedger.closeMonth", "cron 0 0 5 1 * *"),
              Map.entry("AsyncTasks.ship", "every 500 ms (fixed rate)"),
              Map.entry("ReactiveTasks.poll", "every 500 ms (fixed rate)"),
              Map.entry("ReactiveTasks.flow", "every 500 ms (fixed delay)"),
              Map.entry("PrototypeTasks.copy", "every 600 ms (fixed rate)"),
              Map.entry("BaseReport.report", "every 400 ms (fixed rate)"),
              Map.entry("RegionReport.report", "every 300 ms (fixed rate)")));
      assertThat(program.client().get(NIGHTLY, "Source"))
          .isEqualTo("org.springframework.scheduling.annotation.Scheduled");
      assertThat(program.client().get(task("composed"), "Source"))
          .isEqualTo("org.springframework.scheduling.annotation.Scheduled, carried by "
              + "io.tlo.frameworks.spring.EveryHalfSecond");
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  @Tag("jdk")
  void springCountsAsManyExecutionsAsTheMBeans() throws Exception {
    try (Program program = start("log=error")) {
      program.run(RECURRING.keySet());
      program.awaitBody("warmUp", 1);
      program.stop();

      Map<String, Long> counted = program.frameworkCounts();
      Map<String, Long> bodies = program.bodyCounts();
      assertThat(counted.keySet()).containsAll(RECURRING.keySet());
      for (String label : RECURRING.keySet()) {
        assertThat(ended(program.client(), task(label))).as(label).isEqualTo(counted.get(label));
        assertThat(bodies.get(label)).as(label).isEqualTo(counted.get(label));
      }
      assertThat(ended(program.client(), JmxClient.task("PlainTasks", "warmUp")))
          .isEqualTo(1)
          .isEqualTo(counted.get("warmUp"));
      assertThat(program.client().number(task("stumble"), "ExecutionsFailed"))
          .isEqualTo(counted.get("stumble"));
      for (String label : List.of("book", "enter")) {
        assertThat(program.transactionalCounts().get(label))
            .as(label)
            .isEqualTo(counted.get(label));
      }
      System.out.printf(
          "Spring Boot %d, %s: counted by Spring %s%n", boot, Program.SHOWING, counted);
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  void aTaskThatIsOffLetsSpringGoOnAndComesBackWithoutABurst() {
    assumeNewestBootOrNightly();
    try (Program program = start("log=error")) {
      JmxClient client = program.client();
      RECURRING.keySet().forEach(label -> program.awaitBody(label, 1));
      for (String label : RECURRING.keySet()) {
        assertThat(client.call(task(label), "disable")).asString().endsWith(" is now disabled");
      }
      awaitNoneRunning(client);
      Map<String, Long> bodiesWhenOff = program.bodyCounts();
      Map<String, Long> countedWhenOff = program.frameworkCounts();
      awaitCounts(program, countedWhenOff, 2);
      Map<String, Long> bodiesWhileOff = program.bodyCounts();

      Map<String, Long> countedWhenOn = program.frameworkCounts();
      for (String label : RECURRING.keySet()) {
        assertThat(bodiesWhileOff.get(label)).as(label).isEqualTo(bodiesWhenOff.get(label));
        client.call(task(label), "enable");
      }
      RECURRING
          .keySet()
          .forEach(label -> program.awaitBody(label, count(bodiesWhileOff, label) + 2));
      program.stop();

      Map<String, Long> counted = program.frameworkCounts();
      Map<String, Long> bodies = program.bodyCounts();
      for (String label : RECURRING.keySet()) {
        long skipped = client.number(task(label), "ExecutionsSkipped");
        assertThat(skipped).as(label).isGreaterThanOrEqualTo(2);
        assertThat(ended(client, task(label))).as(label).isEqualTo(bodies.get(label));
        assertThat(count(bodies, label) + skipped).as(label).isEqualTo(counted.get(label));
        // Spring calls each body, and counts it, after the look at what it had counted.
        assertThat(count(bodies, label) - count(bodiesWhileOff, label))
            .as(label)
            .isBetween(2L, count(counted, label) - count(countedWhenOn, label));
      }
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  void aTriggerGoesThroughSpringsOwnRunnableAndItsTransaction() {
    assumeNewestBootOrNightly();
    try (Program program = start("log=error")) {
      triggersOnce(program, "PlainTasks", "nightly");
      triggersOnce(program, "ClassProxiedLedger", "closeDay");
      triggersOnce(program, "InterfaceProxiedLedger", "closeMonth");

      // What Spring hands to another thread is called itself, so that the record shows the work.
      assertThat(program.client().call(task("ship"), "trigger"))
          .asString()
          .matches("Started AsyncTasks\\.ship as record \\d+" + PAST_PROXY);
      assertThat(program.transactionalCounts())
          .containsEntry("closeDay", 1L)
          .containsEntry("closeMonth", 1L);
      assertThat(program.quit().err()).isEmpty();
    }
  }

  private static void triggersOnce(Program program, String group, String label) {
    JmxClient client = program.client();
    String task = JmxClient.task(group, label);
    assertThat(client.call(task, "trigger"))
        .asString()
        .matches("Started " + group + "\\." + label + " as record \\d+" + RUNNABLE);
    program.awaitBody(label, 1);
    awaitEnded(client, task, 1);
    assertThat(client.number(task, "ExecutionsSucceeded")).isEqualTo(1);
    assertThat(program.bodyCounts()).containsEntry(label, 1L);
    assertThat((CompositeData[]) client.get(task, "RecentRecords"))
        .singleElement()
        .extracting(each -> each.get("status"), each -> each.get("trigger"))
        .containsExactly("Succeeded", "MANUAL");
  }

  @Test
  void aReactiveMethodCannotBeSwitchedOffAndSaysWhy() {
    assumeNewestBootOrNightly();
    try (Program program = start("log=error")) {
      JmxClient client = program.client();
      program.awaitBody("poll", 1);

      assertThatThrownBy(() -> client.call(POLL, "disable"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot be switched off")
          .hasMessageContaining("Mono");
      assertThat(client.get(POLL, "Enabled")).isEqualTo(true);
      // Spring asks for the publisher once and subscribes to it by the schedule.
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> program.frameworkCounts().getOrDefault("poll", 0L) > 1);
      assertThat(ended(client, POLL)).isEqualTo(1);
      assertThat(program.bodyCounts()).containsEntry("poll", 1L);
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  void aBeanThatCallsTheTaskItOverridesCountsOnceAndRunsWhole() {
    assumeNewestBootOrNightly();
    try (Program program = start("log=error")) {
      String base = JmxClient.task("BaseReport", "report");
      String region = JmxClient.task("RegionReport", "report");
      program.awaitBody("BaseReport.whole", 2);
      program.client().call(base, "disable");
      long before = count(program.bodyCounts(), "RegionReport.begun");
      program.awaitBody("RegionReport.whole", before + 2);
      program.stop();

      Map<String, Long> bodies = program.bodyCounts();
      assertThat(bodies.get("RegionReport.whole")).isEqualTo(bodies.get("RegionReport.begun"));
      assertThat(ended(program.client(), base)).isEqualTo(bodies.get("BaseReport.whole"));
      assertThat(ended(program.client(), region)).isEqualTo(bodies.get("RegionReport.begun"));
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  void tasksStartSwitchedOffBeforeTheirFirstCall() {
    assumeNewestBootOrNightly();
    String switches = folder.resolve("switches").toString();
    try (Program program = start("log=error,switch.file=" + switches)) {
      program.client().call(task("book"), "disable");
    }
    try (Program program =
        start("log=error,disabled=PlainTasks.pulse;*Tasks.ship,switch.file=" + switches)) {
      List<String> off = List.of("pulse", "ship", "book");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> off.stream()
              .allMatch(label -> program.frameworkCounts().getOrDefault(label, 0L) > 1));
      program.stop();

      assertThat(program.bodyCounts()).doesNotContainKeys(off.toArray(String[]::new));
      for (String label : off) {
        assertThat(program.client().number(task(label), "ExecutionsSkipped"))
            .as(label)
            .isEqualTo(program.frameworkCounts().get(label));
      }
      assertThat(program.quit().err()).isEmpty();
    }
  }

  @Test
  void anAsynchronousMethodIsATaskOnlyIfAsked() {
    assumeNewestBootOrNightly();
    try (Program program = start("log=error")) {
      program.call("mail");
      program.awaitBody("mail", 1);
      assertThat(program.client().names("tlo:type=Task,group=AsyncTasks,*"))
          .containsExactly(task("ship"));
    }
    try (Program program = start("log=error,adopt=all")) {
      JmxClient client = program.client();
      program.call("mail");
      program.call("mail");
      awaitEnded(client, MAIL, 2);
      assertThat(client.get(MAIL, "Schedule")).isIn("", null);

      assertThat(client.call(MAIL, "trigger"))
          .asString()
          .matches("Started AsyncTasks\\.mail as record \\d+" + PAST_PROXY);
      awaitEnded(client, MAIL, 3);
      assertThat(program.bodyCounts()).containsEntry("mail", 3L);

      client.call(MAIL, "disable");
      program.call("mail");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> client.number(MAIL, "ExecutionsSkipped") == 1);
      assertThat(program.bodyCounts()).containsEntry("mail", 3L);
      assertThat(program.quit().err()).isEmpty();
    }
  }

  private static long count(Map<String, Long> counts, String label) {
    return counts.getOrDefault(label, 0L);
  }

  private static Map<String, Object> schedules(JmxClient client) {
    Map<String, Object> schedules = new TreeMap<>();
    for (String name : client.names("tlo:type=Task,*")) {
      schedules.put((String) client.get(name, "Name"), client.get(name, "Schedule"));
    }
    return schedules;
  }

  private static long ended(JmxClient client, String task) {
    return client.number(task, "ExecutionsSucceeded") + client.number(task, "ExecutionsFailed");
  }

  private static void awaitEnded(JmxClient client, String task, long times) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ended(client, task)).isEqualTo(times));
  }

  private static final List<String> WATCHED = List.of(
      "PlainTasks.pulse",
      "PlainTasks.sweep",
      "PlainTasks.twice",
      "PlainTasks.composed",
      "PlainTasks.aliased",
      "ClassProxiedLedger.book");

  @Test
  void theTasksOfASchedulerWhoseThreadsHaveEndedAreAbsentUntilItsContextIsClosed() {
    try (Program program = start("log=error")) {
      Tasks.awaitWatch(program, "OK", WATCHED);
      program.awaitBody("drain", 10);
      program.awaitBody("sweep", 10);
      assertThat(Tasks.of(program).watch("PlainTasks.drain"))
          .as("only Spring knows its delay")
          .isEqualTo("UNWATCHED");
      program.call("end threads");

      Tasks.awaitWatch(program, "ABSENT", WATCHED);
      Tasks now = Tasks.of(program);
      assertThat(now.watch("PlainTasks.drain")).isEqualTo("UNWATCHED");
      for (String never : List.of("nightly", "warmUp")) {
        assertThat(now.watch("PlainTasks." + never)).as(never).isEqualTo("null");
      }
      program.stop();
      Tasks.awaitWatch(program, "UNWATCHED", WATCHED);
      assertThat(program.quit().err()).isEmpty();
    }
  }

  private static void awaitNoneRunning(JmxClient client) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> RECURRING.keySet().stream()
            .allMatch(label -> client.number(task(label), "ExecutionsRunning") == 0));
  }

  /** Waits until Spring has run each recurring method at least so often again. */
  private static void awaitCounts(Program program, Map<String, Long> before, long more) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> RECURRING.keySet().stream()
            .allMatch(
                label -> count(program.frameworkCounts(), label) >= count(before, label) + more));
  }
}
