package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JobRunr: recurring jobs of a Spring Boot application. */
class JobRunrIT {

  @Test
  @Tag("jdk")
  void itsJobsAreListedAndCountedAsJobRunrDoes() throws Exception {
    try (Program program = Programs.start("jobrunr")) {
      assertThat(Tasks.of(program).schedules())
          .containsExactlyInAnyOrderEntriesOf(Map.of(
              "Cleanup.baskets", "every 5 s",
              "Cleanup.logs", "cron */5 * * * * * Europe/Kyiv",
              "Cleanup.sessions", "cron ${app.cron}",
              "Cleanup.failing", "every 5 s",
              "Cleanup.never", "off"));
      assertThat(Tasks.of(program).source("Cleanup.never"))
          .isEqualTo("org.jobrunr.jobs.annotations.Recurring");
      assertThat(program.client().get(new SteeredTask(program, "Cleanup.logs").mbean(), "Extra"))
          .isEqualTo("id=logs");
      program.run(List.of());
      // JobRunr runs nothing more often than every five seconds.
      program.awaitBody("Cleanup.baskets", 2);
      program.awaitBody("Cleanup.sessions", 2);
      program.awaitBody("Cleanup.logs", 2);
      program.awaitBody("Cleanup.failing", 2);
      assertThat(Tasks.of(program).watch("Cleanup.baskets"))
          .as("another instance may run it")
          .isNotEqualTo("OK");
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aJobIsSwitchedAndTriggered() throws Exception {
    try (Program program = Programs.start("jobrunr", "disabled=*Cleanup.sessions*")) {
      program.awaitBody("Cleanup.baskets", 1);
      SteeredTask baskets = new SteeredTask(program, "Cleanup.baskets");
      baskets.staysOff(1);
      assertThat(baskets.skipReason()).isEqualTo("DISABLED; JobRunr counts the job as succeeded");
      baskets.comesBackWithoutABurst(Duration.ofSeconds(5), 1);
      assertThat(baskets.trigger(" on the bean itself, past any proxy").get("status"))
          .isEqualTo("Succeeded");
      program.awaitSkips("Cleanup.sessions", 2);
      program.stop();
      assertThat(program.bodyCounts()).doesNotContainKey("Cleanup.sessions");
      Tasks.assertCountedAlike(program, Map.of("Cleanup.baskets", 1L));
    }
  }
}
