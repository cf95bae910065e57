package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Enterprise beans in an embedded container, which calls an interceptor around each timeout. It loads each bean's
 * class a first time by a loader that it throws away; the tasks of that copy are never called and go with it, and
 * those of the bean itself have the second name.
 */
class EjbIT {

  @Test
  void itsTimersAreListedAndCountedAsTheContainerDoes() throws Exception {
    try (Program program = Programs.start("ejb")) {
      assertThat(Tasks.of(program).schedules())
          .containsAllEntriesOf(Map.of(
              "ReportBean.nightly#2", "second *, minute *, hour * Europe/Kyiv",
              "CleanupBean.baskets#2", "second */2, minute *, hour *",
              "CleanupBean.twice#2",
                  "second */2, minute *, hour * and second 1/2, minute *, hour *, dayOfWeek Mon-Sun",
              "CleanupBean.midnight#2", "second 0, minute 0, hour 0",
              "ReminderBean.remind#2", "timer set by the program"));
      Tasks tasks = Tasks.of(program);
      assertThat(tasks.source("ReportBean.nightly#2")).isEqualTo("jakarta.ejb.Schedule");
      assertThat(tasks.source("ReminderBean.remind#2")).isEqualTo("jakarta.ejb.Timeout");
      program.run();
      program.stop();
      assertCountedAlike(program, Map.of());
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aTimeoutIsSwitchedAndTriggeredOnTheBean() throws Exception {
    try (Program program = Programs.start("ejb", "disabled=*CleanupBean.twice*")) {
      SteeredTask nightly = new SteeredTask(program, "ReportBean.nightly#2");
      nightly.staysOff();
      assertThat(nightly.skipReason())
          .isEqualTo("DISABLED; the container counts the timer as delivered");
      nightly.comesBackWithoutABurst(Duration.ofSeconds(1));
      assertThat(nightly
              .trigger(" on the bean itself, outside the container's transaction and security")
              .get("status"))
          .isEqualTo("Succeeded");
      assertThatThrownBy(() -> new SteeredTask(program, "ReminderBean.remind#2").call("trigger"))
          .hasMessageContaining("it takes 1 argument and got 0");
      program.stop();
      assertThat(program.bodyCounts()).doesNotContainKey("CleanupBean.twice");
      assertThat(program.transactionalCounts())
          .containsEntry("ReportBean.nightly", nightly.bodies() - 1);
      assertCountedAlike(program, Map.of("ReportBean.nightly", 1L));
    }
  }

  private static void assertCountedAlike(Program program, Map<String, Long> triggered) {
    Tasks tasks = Tasks.of(program);
    program.frameworkCounts().forEach((task, count) ->
        assertThat(tasks.ended(task + "#2") + tasks.skipped(task + "#2"))
            .as("executions and skips of " + task + ", which the container counted")
            .isEqualTo(count + triggered.getOrDefault(task, 0L)));
    program.bodyCounts().forEach((task, count) ->
        assertThat(tasks.ended(task + "#2")).as("bodies of " + task).isEqualTo(count));
  }
}
