package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator can have done, through the finished agent. */
class SteeringIT {

  private static final String PROGRAM = """
      package app;

      import io.tlo.Task;
      import java.time.Duration;
      import java.time.LocalDate;
      import java.util.Arrays;
      import java.util.concurrent.CompletableFuture;
      import java.util.concurrent.CountDownLatch;

      public class Main {
        enum Size { SMALL, LARGE { } }

        static final CompletableFuture<String> STAGE = new CompletableFuture<>();
        static final CountDownLatch NEVER = new CountDownLatch(1);

        @Task
        private static String all(
            int count, Long big, String text, Size size, LocalDate day, Duration time, double... rest) {
          return count + " " + big + " " + text + " " + size + " " + day + " " + time + " "
              + Arrays.toString(rest) + " " + (Thread.currentThread().getContextClassLoader()
                  == Main.class.getClassLoader());
        }

        @Task
        static String onText(String text) {
          return "<" + text + ">";
        }

        @Task
        static void waits() throws InterruptedException {
          NEVER.await();
        }

        @Task
        static CompletableFuture<String> later() {
          return STAGE;
        }

        @Task(interval = "100ms")
        static void often() {}

        @Task
        static void quiet() {}

        public static void main(String[] arguments) throws Exception {
          // TLO refuses an argument for an enum that the program has not initialised.
          Size.valueOf("SMALL");
          Thread waiting = new Thread(() -> {
            try {
              waits();
            } catch (InterruptedException e) {
              System.out.println("stopped, interrupted " + Thread.currentThread().isInterrupted());
            }
          });
          waiting.start();
          later();
          Nightly.run();
          quiet();
          System.out.println("ready");
          System.in.read();
          System.out.println("cancelled " + STAGE.isCancelled());
          waiting.join();
        }
      }
      """;

  private static final String FOREIGN = """
      package app;

      import java.lang.annotation.Retention;
      import java.lang.annotation.RetentionPolicy;

      class Nightly {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Scheduled {}

        @Scheduled
        static void run() {}
      }
      """;

  @TempDir
  private Path folder;

  private ForkedJvm.Running start(String arguments) {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(PROGRAM, FOREIGN);
    return ForkedJvm.on(classes, Built.core())
        .agent("task.annotations=app.Nightly$Scheduled" + arguments)
        .start("app.Main")
        .awaitOut("ready");
  }

  private static JmxClient connect(ForkedJvm.Running program) {
    return JmxClient.to(program).await(JmxClient.task("Nightly", "run"));
  }

  private static CompositeData ended(JmxClient client, String answer) {
    long id = Long.parseLong(answer.replaceAll(".* ", ""));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> record(client, id).get("finishedAt") != null);
    return record(client, id);
  }

  private static CompositeData record(JmxClient client, long id) {
    return (CompositeData) client.call(JmxClient.REGISTRY, "findRecord", id);
  }

  private static String triggerWith(JmxClient client, String task, String arguments) {
    return (String) client.call(JmxClient.task("Main", task), "triggerWith", arguments);
  }

  @Test
  @Tag("jdk")
  void aTaskIsRunWithArgumentsGivenAsText() throws Exception {
    try (ForkedJvm.Running program = start(",log=error");
        JmxClient client = connect(program)) {
      CompositeData ran = ended(
          client,
          triggerWith(client, "all", "7, 4000000000, \"a, b\", LARGE, 2026-11-23, 15m, 1.5, 2"));
      assertThat(ran.get("result"))
          .isEqualTo("7 4000000000 a, b LARGE 2026-11-23 PT15M [1.5, 2.0] true");
      assertThat(ran.get("trigger")).isEqualTo("MANUAL");
      assertThat(ran.get("by")).isEqualTo("local");

      ran = ended(
          client,
          triggerWith(client, "all", "[1, null, \"x\", \"SMALL\", \"2026-01-01\", \"PT1S\"]"));
      assertThat(ran.get("result")).isEqualTo("1 null x SMALL 2026-01-01 PT1S [] true");
      assertThat(ended(client, triggerWith(client, "onText", "\"String\"")).get("result"))
          .isEqualTo("<String>");
      assertThat(ended(client, triggerWith(client, "quiet", "")).get("status"))
          .isEqualTo("Succeeded");

      for (String wrong : List.of("1", "7, 4, a, HUGE, 2026-11-23, 15m", "String", "[", "{}", "")) {
        assertThatThrownBy(() -> triggerWith(client, "all", wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("task 'Main.all' cannot be run:")
            .hasNoCause();
      }
      assertThatThrownBy(() -> triggerWith(client, "onText", "String"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.call(JmxClient.task("Main", "onText"), "trigger"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "task 'Main.onText' cannot be run: it takes 1 argument and got 0; use triggerWith");
      assertThat(client.call(JmxClient.task("Main", "waits"), "interruptRunning"))
          .isEqualTo("Interrupted 1 execution of Main.waits");
      assertThat(program.say("").await().err()).isEmpty();
    }
  }

  @Test
  void whatRunsIsInterruptedAndSaysHowItEnded() throws Exception {
    try (ForkedJvm.Running program = start(",log=error");
        JmxClient client = connect(program)) {
      String waits = JmxClient.task("Main", "waits");
      String later = JmxClient.task("Main", "later");
      assertThat(client.call(JmxClient.task("Main", "quiet"), "interruptRunning"))
          .isEqualTo("None is running");
      assertThat(client.call(waits, "interruptRunning"))
          .isEqualTo("Interrupted 1 execution of Main.waits");
      assertThat(client.call(later, "interruptRunning"))
          .isEqualTo("Interrupted 1 execution of Main.later");

      program.awaitOut("stopped, interrupted false");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> client.number(waits, "ExecutionsCancelled") == 1);
      assertThat((String) client.call(waits, "showRecord", 0L))
          .contains("Status   Cancelled")
          .contains("Failure   Cancelled: interrupted by local\njava.lang.InterruptedException");
      assertThat(client.number(later, "ExecutionsCancelled")).isOne();
      assertThat(client.get(later, "LastStatus")).isEqualTo("Cancelled");
      // Its turns would come between the readings of two numbers.
      client.call(JmxClient.task("Main", "often"), "disable");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> client.number(JmxClient.task("Main", "often"), "ExecutionsRunning") == 0);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.out()).contains("cancelled true");
      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
  }

  @Test
  void aPauseEndsByItselfAndMissedTurnsAreNotMadeUpFor() throws Exception {
    try (ForkedJvm.Running program = start(",log=error");
        JmxClient client = connect(program)) {
      String often = JmxClient.task("Main", "often");
      assertThat((String) client.call(often, "disableFor", "3s"))
          .startsWith("Main.often is now disabled for 3 s\n  until ");
      long ranBefore = client.number(often, "ExecutionsSucceeded");
      Instant until = ((Date) client.get(often, "DisabledUntil")).toInstant();
      assertThat(client.get(often, "Enabled")).isEqualTo(false);

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> (boolean) client.get(often, "Enabled"));
      Instant enabledAt = Instant.now();
      long ranWhenEnabled = client.number(often, "ExecutionsSucceeded");
      long sinceEnabled = Duration.between(until, Instant.now()).toMillis();

      assertThat(client.get(often, "DisabledUntil")).isNull();
      assertThat(enabledAt).isAfterOrEqualTo(until);
      assertThat(client.number(often, "ExecutionsSkipped")).isPositive();
      assertThat(ranWhenEnabled - ranBefore)
          .as("at a turn each 100 ms, with one on its way at each end")
          .isLessThanOrEqualTo(sinceEnabled / 100 + 2);
      client.call(JmxClient.task("Main", "waits"), "interruptRunning");
      program.say("").await();
    }
  }

  @Test
  void tasksStartSwitchedOffAsTheSettingSays() throws Exception {
    try (ForkedJvm.Running program = start(",log=error,disabled=Main.qu*;app.Nightly.run");
        JmxClient client = connect(program)) {
      assertThat(client.get(JmxClient.task("Main", "quiet"), "Enabled")).isEqualTo(false);
      assertThat(client.number(JmxClient.task("Main", "quiet"), "ExecutionsSkipped"))
          .isOne();
      assertThat(client.number(JmxClient.task("Nightly", "run"), "ExecutionsSkipped"))
          .isOne();
      assertThat(client.get(JmxClient.task("Main", "often"), "Enabled")).isEqualTo(true);

      assertThat(client.call(JmxClient.REGISTRY, "enableMatching", "*"))
          .isEqualTo("Now enabled: 2 of 7 tasks\n  Main.quiet\n  Nightly.run\nAlready enabled: 5");
      client.call(JmxClient.task("Main", "waits"), "interruptRunning");
      program.say("").await();
    }
  }

  @Test
  void triggersCanBeLimitedToOwnTasks() throws Exception {
    try (ForkedJvm.Running program = start(",log=error,trigger=own");
        JmxClient client = connect(program)) {
      assertThat((String) client.call(JmxClient.task("Main", "quiet"), "trigger"))
          .startsWith("Started Main.quiet as record ");
      assertThatThrownBy(() -> client.call(JmxClient.task("Nightly", "run"), "trigger"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("trigger=own");
      client.call(JmxClient.task("Main", "waits"), "interruptRunning");
      program.say("").await();
    }
  }

  @Test
  void whatOperatorsDoIsALineEachInTheLog() throws Exception {
    try (ForkedJvm.Running program = start("");
        JmxClient client = connect(program)) {
      client.call(JmxClient.task("Main", "quiet"), "disable");
      assertThatThrownBy(() -> client.call(JmxClient.task("Main", "quiet"), "trigger"))
          .isInstanceOf(IllegalStateException.class);
      client.call(JmxClient.task("Main", "waits"), "interruptRunning");
      List<String> lines = new ArrayList<>(List.of(program.say("").await().err().split("\n")));
      assertThat(lines.remove(0)).startsWith("[tlo] TLO for Java ");
      assertThat(lines)
          .containsExactly(
              "[tlo] audit: disable on Main.quiet by local (attach): Main.quiet is now disabled",
              "[tlo] audit: trigger on Main.quiet by local (attach): refused: task 'Main.quiet' is"
                  + " disabled; enable it first",
              "[tlo] audit: interruptRunning on Main.waits by local (attach): Interrupted 1"
                  + " execution of Main.waits");
    }
  }
}
