package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches over restarts of every kind, through the finished agent. */
class SwitchFileIT {

  private static final int TASKS = 10;
  private static final int ROUNDS = Integer.getInteger("tlo.it.kill.rounds", 3);

  @TempDir
  private Path folder;

  private ForkedJvm.Running start(String log) {
    Path classes = folder.resolve("classes");
    if (!Files.exists(classes)) {
      TestProgram.in(classes).compile(program());
    }
    return ForkedJvm.on(classes, Built.core())
        .agent("log=" + log + ",switch.file=" + folder.resolve("switches"))
        .start("app.Main")
        .awaitOut("ready");
  }

  private static String program() {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < TASKS; i++) {
      tasks.append("  @io.tlo.Task static void t" + i + "(String a, int... b) {}\n");
    }
    return "package app;\n\npublic class Main {\n"
        + tasks
        + "  public static void main(String[] a) throws Exception {\n"
        + "    System.out.println(\"ready\");\n    System.in.read();\n  }\n}\n";
  }

  private static String task(int number) {
    return JmxClient.task("Main", "t" + number);
  }

  private static JmxClient connect(ForkedJvm.Running program) {
    return JmxClient.to(program).await(task(TASKS - 1));
  }

  @Test
  void switchesHoldOverARestart() throws Exception {
    try (ForkedJvm.Running program = start("error");
        JmxClient client = connect(program)) {
      client.call(task(1), "disable");
      client.call(task(2), "disableFor", "1h");
      client.set(task(3), "Enabled", false);
      client.call(JmxClient.REGISTRY, "disableMatching", "*.t4");
      client.call(task(5), "disable");
      client.call(task(5), "enable");
    }
    assertThat(folder.resolve("switches"))
        .content()
        .contains("app.Main.t1(java.lang.String,int[])");

    try (ForkedJvm.Running program = start("error");
        JmxClient client = connect(program)) {
      for (int i = 0; i < TASKS; i++) {
        assertThat(client.get(task(i), "Enabled")).as("t" + i).isEqualTo(i < 1 || i > 4);
      }
      assertThat(client.get(task(2), "DisabledUntil")).isNotNull();
      assertThat(client.get(task(1), "DisabledUntil")).isNull();
      assertThat(program.say("").await().err()).isEmpty();
    }
  }

  @Test
  void twoProcessesOnOneFileLoseNothingOfEachOther() throws Exception {
    try (ForkedJvm.Running one = start("error");
        ForkedJvm.Running two = start("error");
        JmxClient ofOne = connect(one);
        JmxClient ofTwo = connect(two)) {
      for (int i = 0; i < TASKS; i++) {
        (i % 2 == 0 ? ofOne : ofTwo).call(task(i), "disable");
      }
    }
    try (ForkedJvm.Running again = start("error");
        JmxClient client = connect(again)) {
      assertThat(client.number(JmxClient.REGISTRY, "TasksEnabled")).isZero();
    }
  }

  @Test
  void aDamagedFileIsSetAsideAndNamed() throws Exception {
    Files.writeString(folder.resolve("switches"), "what is this\n");

    try (ForkedJvm.Running program = start("error");
        JmxClient client = connect(program)) {
      assertThat(client.number(JmxClient.REGISTRY, "TasksEnabled")).isEqualTo(TASKS);
      assertThat(program.err().lines())
          .singleElement()
          .satisfies(line -> assertThat(line)
              .startsWith("[tlo] switch file '" + folder.resolve("switches") + "'")
              .contains(".damaged-"));
      client.call(task(0), "disable");
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(each -> each.toString().contains(".damaged-")))
          .singleElement()
          .satisfies(aside -> assertThat(aside).hasContent("what is this"));
    }
    assertThat(folder.resolve("switches")).content().contains("off app.Main.t0(");
  }

  @Test
  void noAcknowledgedSwitchIsLostWhenTheProcessIsKilled() throws Exception {
    long seed = Long.getLong("tlo.it.kill.seed", 7);
    Random random = new Random(seed);
    Map<Integer, Boolean> acknowledged = new LinkedHashMap<>();
    Set<Integer> inFlight = new HashSet<>();
    int switches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (ForkedJvm.Running program = start("error")) {
        JmxClient client = connect(program);
        check(client, acknowledged, inFlight, round);
        assertThat(program.err()).as("round " + round).isEmpty();
        inFlight.clear();
        switches += switchUntilKilled(program, client, random, acknowledged, inFlight);
      }
    }
    assertThat(switches).as("switches acknowledged").isGreaterThanOrEqualTo(ROUNDS);
    System.out.println("killed " + ROUNDS + " times; " + switches
        + " switches acknowledged, none lost; -Dtlo.it.kill.seed=" + seed);
  }

  private static void check(
      JmxClient client, Map<Integer, Boolean> acknowledged, Set<Integer> inFlight, int round) {
    for (int i = 0; i < TASKS; i++) {
      boolean on = (boolean) client.get(task(i), "Enabled");
      if (inFlight.contains(i)) {
        acknowledged.put(i, on);
      }
      assertThat(on)
          .as("t" + i + " in round " + round)
          .isEqualTo(acknowledged.getOrDefault(i, true));
    }
  }

  private static int switchUntilKilled(
      ForkedJvm.Running program,
      JmxClient client,
      Random random,
      Map<Integer, Boolean> acknowledged,
      Set<Integer> inFlight) {
    CompletableFuture<Void> killed = new CompletableFuture<>();
    Executor later = CompletableFuture.delayedExecutor(random.nextInt(300), TimeUnit.MILLISECONDS);
    int switches = 0;
    try {
      while (true) {
        int task = random.nextInt(TASKS);
        boolean on = random.nextBoolean();
        inFlight.add(task);
        client.call(task(task), on ? "enable" : "disable");
        inFlight.remove(task);
        acknowledged.put(task, on);
        // From the first one on, so that each round has a switch that may be lost.
        if (switches++ == 0) {
          killed = CompletableFuture.runAsync(program::close, later);
        }
      }
    } catch (IllegalStateException e) {
      // The connection broke: the process is gone.
      assertThat(e).hasCauseInstanceOf(IOException.class);
      assertThat(killed).succeedsWithin(Duration.ofMinutes(1));
      return switches;
    }
  }
}
