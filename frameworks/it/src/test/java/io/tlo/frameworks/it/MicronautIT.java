package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Micronaut: scheduled methods of beans, one of them intercepted. */
class MicronautIT {

  private static final String SOURCE = "io.micronaut.scheduling.annotation.Scheduled";

  @Test
  @Tag("jdk")
  void itsMethodsAreListedAndCountedAsMicronautDoes() throws Exception {
    try (Program program = Programs.start("micronaut")) {
      assertThat(Tasks.of(program).schedules())
          .containsExactlyInAnyOrderEntriesOf(Map.of(
              "Cleanup.baskets", "every 200 ms (fixed rate)",
              "Cleanup.sessions", "every ${app.delay} (fixed delay), first after 100 ms",
              "Cleanup.logs", "cron * * * * * * Europe/Kyiv",
              "Cleanup.warmUp", "once, 500 ms after start",
              "Cleanup.twice",
                  "every 300 ms (fixed rate) and every 700 ms (fixed rate), first after 1 s",
              "Cleanup.withLedger", "every 400 ms (fixed rate)",
              "Cleanup.failing", "every 500 ms (fixed rate)",
              "Cleanup.yearly", "every 1 h (fixed rate), first after 1 h",
              "Accounts.settle", "every 250 ms (fixed rate)"));
      assertThat(Tasks.of(program).source("Accounts.settle")).isEqualTo(SOURCE);
      program.run(List.of(
          "Cleanup.baskets",
          "Cleanup.sessions",
          "Cleanup.logs",
          "Cleanup.twice",
          "Cleanup.withLedger",
          "Cleanup.failing",
          "Accounts.settle"));
      program.awaitBody("Cleanup.warmUp", 1);
      program.stop();
      assertCountedAlike(program, 0);
      assertThat(Tasks.of(program).failed("Cleanup.failing"))
          .isEqualTo(program.bodyCounts().get("Cleanup.failing"));
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aMethodIsSwitchedAndTriggeredWithItsInterceptors() throws Exception {
    try (Program program = Programs.start("micronaut")) {
      SteeredTask settle = new SteeredTask(program, "Accounts.settle");
      settle.staysOff();
      settle.comesBackWithoutABurst(Duration.ofMillis(250));
      assertThat(settle.trigger(" on the bean itself, with its interceptors").get("status"))
          .isEqualTo("Succeeded");
      assertThatThrownBy(() -> new SteeredTask(program, "Cleanup.withLedger").call("trigger"))
          .hasMessageContaining("it takes 1 argument and got 0");
      program.stop();
      assertCountedAlike(program, 1);
      assertThat(program.transactionalCounts()).containsEntry("Accounts.settle", settle.bodies());
    }
  }

  @Test
  void aPatternHoldsFromTheFirstCall() throws Exception {
    try (Program program = Programs.start("micronaut", "disabled=Cleanup.*s;*.warmUp*")) {
      program.awaitBody("Accounts.settle", 5);
      program.stop();
      assertThat(program.bodyCounts())
          .doesNotContainKeys(
              "Cleanup.baskets", "Cleanup.sessions", "Cleanup.logs", "Cleanup.warmUp");
      assertCountedAlike(program, 0);
    }
  }

  /** Micronaut's executor counts all methods together. */
  private static void assertCountedAlike(Program program, long triggered) {
    Tasks tasks = Tasks.of(program);
    long counted = tasks.names().stream()
        .mapToLong(task -> tasks.ended(task) + tasks.skipped(task))
        .sum();
    assertThat(program.frameworkCounts()).containsEntry("all", counted - triggered);
    program
        .bodyCounts()
        .forEach((task, count) ->
            assertThat(tasks.ended(task)).as("bodies of " + task).isEqualTo(count));
  }

  @Test
  void itsMethodsAreAbsentOnceTheirExecutorHasEnded() throws Exception {
    List<String> watched =
        List.of("Cleanup.baskets", "Cleanup.logs", "Cleanup.twice", "Accounts.settle");
    try (Program program = Programs.start("micronaut")) {
      Tasks.awaitWatch(program, "OK", watched);
      program.awaitBody("Cleanup.sessions", 10);
      program.stop();
      Tasks.awaitWatch(program, "ABSENT", watched);
      Tasks tasks = Tasks.of(program);
      assertThat(tasks.watch("Cleanup.sessions"))
          .as("only Micronaut knows its delay")
          .isEqualTo("UNWATCHED");
      assertThat(tasks.watch("Cleanup.warmUp")).isEqualTo("null");
      assertThat(tasks.watch("Cleanup.yearly")).isEqualTo("null");
    }
  }
}
