package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources whose frameworks need a server, by their real annotations: the program calls the methods itself. */
class AnnotationsIT {

  @Test
  @Tag("jdk")
  void theirMethodsAreListedAndCounted() throws Exception {
    try (Program program = Programs.start("annotations")) {
      program.call("all");
      assertThat(Tasks.of(program).schedules())
          .containsExactlyInAnyOrderEntriesOf(Map.of(
              "Rates.refresh", "cron */5 * * * * * Europe/Kyiv",
              "Rates.rebuild",
                  "hours 3,15; minutes 30; seconds 0"
                      + " and daysOfWeek SUNDAY; hours 0; minutes 0; seconds 0",
              "OldTimers.nightly", "second 0, minute 30, hour 3 Europe/Kyiv",
              "OldTimers.twice",
                  "second 0, minute 0, hour */2, dayOfWeek Mon-Fri"
                      + " and second 0, minute 0, hour 0, dayOfMonth Last",
              "OldTimers.remind", "timer set by the program",
              "Handlers.importOrders", "set in the XXL-Job admin",
              "Handlers.purge", "every 10 min"));
      Tasks tasks = Tasks.of(program);
      assertThat(tasks.source("Rates.refresh"))
          .isEqualTo("jakarta.enterprise.concurrent.Asynchronous");
      assertThat(tasks.source("OldTimers.twice")).isEqualTo("javax.ejb.Schedule");
      assertThat(tasks.source("OldTimers.remind")).isEqualTo("javax.ejb.Timeout");
      assertThat(tasks.source("Handlers.importOrders"))
          .isEqualTo("com.xxl.job.core.handler.annotation.XxlJob");
      Tasks.assertCountedAlike(program, Map.of());
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void aSeriesThatIsSwitchedOffGoesOn() throws Exception {
    try (Program program = Programs.start("annotations", "disabled=*Rates*")) {
      assertThat(program.callAndHear("all")).containsExactly("series goes on");
      new SteeredTask(program, "Rates.rebuild").call("enable");
      assertThat(program.callAndHear("all")).containsExactly("series has ended");
      assertThat(program.bodyCounts()).containsEntry("Rates.rebuild", 1L);
      assertThat(Tasks.of(program).skipped("Rates.refresh")).isEqualTo(2);
    }
  }
}
