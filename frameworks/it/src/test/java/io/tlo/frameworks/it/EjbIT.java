package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Enterprise beans in an embedded container, which calls an interceptor around each timeout. */
class EjbIT {

  @Test
  @Tag("jdk")
  void itsTimersAreListedAndCountedAsTheContainerDoes() throws Exception {
    try (Program program = Programs.start("ejb")) {
      assertThat(Tasks.of(program).schedules())
          // The container has a timer task of its own too.
          .containsAllEntriesOf(Map.of(
              "ReportBean.nightly", "second *, minute *, hour * Europe/Kyiv",
              "CleanupBean.baskets", "second */2, minute *, hour *",
              "CleanupBean.twice",
                  "second */2, minute *, hour * and second 1/2, minute *, hour *, dayOfWeek Mon-Sun",
              "CleanupBean.midnight", "second 0, minute 0, hour 0",
              "ReminderBean.remind", "timer set by the program"));
      assertThat(Tasks.of(program).names()).noneMatch(name -> name.contains("#"));
      Tasks tasks = Tasks.of(program);
      assertThat(tasks.source("ReportBean.nightly")).isEqualTo("jakarta.ejb.Schedule");
      assertThat(tasks.source("ReminderBean.remind")).isEqualTo("jakarta.ejb.Timeout");
      program.run(List.of("ReportBean.nightly", "CleanupBean.twice", "ReminderBean.remind"));
      program.awaitBody("CleanupBean.baskets", 2);
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aTimeoutIsSwitchedAndTriggeredOnTheBean() throws Exception {
    try (Program program = Programs.start("ejb", "disabled=*CleanupBean.twice*")) {
      SteeredTask nightly = new SteeredTask(program, "ReportBean.nightly");
      nightly.staysOff();
      assertThat(nightly.skipReason())
          .isEqualTo("DISABLED; the container counts the timer as delivered");
      nightly.comesBackWithoutABurst(Duration.ofSeconds(1));
      assertThat(nightly
              .trigger(" on the bean itself, outside the container's transaction and security")
              .get("status"))
          .isEqualTo("Succeeded");
      assertThatThrownBy(() -> new SteeredTask(program, "ReminderBean.remind").call("trigger"))
          .hasMessageContaining("it takes 1 argument and got 0");
      program.stop();
      assertThat(program.bodyCounts()).doesNotContainKey("CleanupBean.twice");
      assertThat(program.transactionalCounts())
          .containsEntry("ReportBean.nightly", nightly.bodies() - 1);
      Tasks.assertCountedAlike(program, Map.of("ReportBean.nightly", 1L));
    }
  }

  @Test
  void itsCalendarTimersAreAbsentOnceTheContainerCallsThemNoMore() throws Exception {
    List<String> watched = List.of("ReportBean.nightly", "CleanupBean.baskets");
    try (Program program = Programs.start("ejb")) {
      Tasks.awaitWatch(program, "OK", watched);
      program.awaitBody("ReminderBean.remind", 10);
      program.stop();
      Tasks.awaitWatch(program, "ABSENT", watched);
      assertThat(Tasks.of(program).watch("ReminderBean.remind"))
          .as("the program alone knows its timer")
          .isEqualTo("UNWATCHED");
      assertThat(Tasks.of(program).watch("CleanupBean.midnight")).isEqualTo("null");
    }
  }
}
