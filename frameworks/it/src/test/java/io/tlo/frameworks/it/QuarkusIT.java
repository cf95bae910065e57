package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quarkus in JVM mode: scheduled methods of beans, one of them transactional. */
class QuarkusIT {

  private static final String WAY = " on the bean itself, with its interceptors";

  @Test
  @Tag("jdk")
  void itsMethodsAreListedAndCountedAsQuarkusDoes() throws Exception {
    try (Program program = Programs.start("quarkus")) {
      program.awaitBody("Cleanup.twice", 1);
      assertThat(Tasks.of(program).schedules())
          // Quarkus has a timer task of its own too.
          .containsAllEntriesOf(Map.of(
              "Cleanup.baskets", "every 1 s",
              "Cleanup.sessions", "every {app.every}, first after 1 s",
              "Cleanup.logs", "cron 0/1 * * * * ? Europe/Kyiv",
              "Cleanup.slow", "every 1 s",
              "Cleanup.twice", "every 1 s and every 2 s",
              "Cleanup.later", "every 1 s",
              "Cleanup.lazily", "every 1 s",
              "Cleanup.failing", "every 1 s",
              "Cleanup.never", "cron {app.cron}",
              "Accounts.settle", "every 1 s"));
      assertThat(Tasks.of(program).source("Cleanup.twice"))
          .isEqualTo("io.quarkus.scheduler.Scheduled");
      assertThat(program.client().get(new SteeredTask(program, "Cleanup.logs").mbean(), "Extra"))
          .isEqualTo("identity=log-rotation");
      program.run(List.of(
          "Cleanup.baskets",
          "Cleanup.sessions",
          "Cleanup.logs",
          "Cleanup.twice",
          "Cleanup.later",
          "Cleanup.lazily",
          "Cleanup.failing",
          "Accounts.settle"));
      // It is left out in between, since it works for longer than its interval.
      program.awaitBody("Cleanup.slow", 2);
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aMethodIsSwitchedAndTriggeredWithinItsTransaction() throws Exception {
    try (Program program = Programs.start("quarkus")) {
      SteeredTask settle = new SteeredTask(program, "Accounts.settle");
      settle.staysOff();
      settle.comesBackWithoutABurst(Duration.ofSeconds(1));
      assertThat(settle.trigger(WAY).get("status")).isEqualTo("Succeeded");
      new SteeredTask(program, "Cleanup.later").staysOff();
      assertThatThrownBy(() -> new SteeredTask(program, "Cleanup.lazily").call("disable"))
          .hasMessageContaining("cannot be switched off")
          .hasMessageContaining("Uni");
      program.stop();
      Tasks.assertCountedAlike(program, Map.of("Accounts.settle", 1L));
      assertThat(program.transactionalCounts()).containsEntry("Accounts.settle", settle.bodies());
    }
  }

  @Test
  void aPatternHoldsFromTheFirstCall() throws Exception {
    try (Program program = Programs.start("quarkus", "disabled=*Cleanup.baskets*;Cleanup.later")) {
      program.awaitBody("Accounts.settle", 3);
      program.stop();
      assertThat(program.bodyCounts()).doesNotContainKeys("Cleanup.baskets", "Cleanup.later");
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void itsMethodsAreAbsentOnceTheirSchedulerCallsThemNoMore() throws Exception {
    List<String> watched =
        List.of("Cleanup.baskets", "Cleanup.logs", "Cleanup.later", "Accounts.settle");
    try (Program program = Programs.start("quarkus")) {
      Tasks.awaitWatch(program, "OK", watched);
      program.awaitBody("Cleanup.sessions", 10);
      program.stop();
      Tasks.awaitWatch(program, "ABSENT", watched);
      assertThat(Tasks.of(program).watch("Cleanup.sessions"))
          .as("only Quarkus knows its period")
          .isEqualTo("UNWATCHED");
      assertThat(Tasks.of(program).watch("Cleanup.never")).isEqualTo("null");
    }
  }
}
