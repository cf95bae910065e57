package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link java.util.Timer}: its tasks by their classes, named, anonymous, or below another. */
class TimerIT {

  @Test
  @Tag("jdk")
  void itsTasksAreListedAndCounted() throws Exception {
    try (Program program = Programs.start("timer")) {
      program.awaitBody("WarmUp.run", 1);
      Map<String, String> schedules = new TreeMap<>(Tasks.of(program).schedules());
      // What has been run once is held by nobody, and so it is not certain how long it is seen.
      assertThat(schedules.remove("WarmUp.run")).isIn("once", "no longer scheduled");
      assertThat(schedules)
          .containsAllEntriesOf(Map.of(
              "Cleaner.run", "every 200 ms (fixed rate)",
              "Mailer.run", "every 300 ms (fixed delay)",
              "Main.1.run", "every 400 ms (fixed delay)",
              "PolledTwice.run", "every 250 ms (fixed rate)"));
      assertThat(Tasks.of(program).source("Mailer.run")).isEqualTo("java.util.TimerTask");
      program.run(List.of("Cleaner.run", "Mailer.run", "Main.1.run", "PolledTwice.run"));
      program.stop();
      Map<String, Long> bodies = new TreeMap<>(program.bodyCounts());
      Tasks tasks = Tasks.of(program);
      // A body that its subclass has called is no execution of its own.
      assertThat(bodies.remove("Polled.run")).isEqualTo(bodies.get("PolledTwice.run"));
      assertThat(tasks.ended("Polled.run")).isZero();
      bodies.forEach((task, count) -> assertThat(tasks.ended(task)).as(task).isEqualTo(count));
      assertThat(program.err()).isEmpty();
    }
  }

  @Test
  void aTaskIsSwitchedAndTriggered() throws Exception {
    try (Program program = Programs.start("timer")) {
      SteeredTask cleaner = new SteeredTask(program, "Cleaner.run");
      cleaner.staysOff();
      cleaner.comesBackWithoutABurst(Duration.ofMillis(200));
      assertThat(cleaner.trigger("").get("status")).isEqualTo("Succeeded");
      program.stop();
      assertThat(Tasks.of(program).ended("Cleaner.run")).isEqualTo(cleaner.bodies());
    }
  }

  @Test
  void aPatternHoldsFromTheFirstCall() throws Exception {
    try (Program program = Programs.start("timer", "disabled=Main.1.run;*WarmUp.run*")) {
      program.awaitBody("Cleaner.run", 5);
      program.stop();
      assertThat(program.bodyCounts()).doesNotContainKeys("Main.1.run", "WarmUp.run");
      assertThat(Tasks.of(program).skipped("Main.1.run")).isGreaterThan(1);
      assertThat(Tasks.of(program).skipped("WarmUp.run")).isOne();
    }
  }

  private static final List<String> RECURRING =
      List.of("Cleaner.run", "Mailer.run", "Main.1.run", "PolledTwice.run");

  @Test
  @Tag("jdk")
  void theTasksOfATimerWhoseThreadDiedAreAbsentAlsoOnceTheyAreCollected() throws Exception {
    try (Program program = Programs.start("timer")) {
      Tasks.awaitWatch(program, "OK", RECURRING);
      // Longer than it takes until the plan of each has been noted.
      program.awaitBody("Cleaner.run", 10);
      program.call("die");
      program.call("collect");

      Tasks.awaitWatch(program, "ABSENT", RECURRING);
      assertThat(Tasks.of(program).schedules()).containsEntry("Cleaner.run", "no longer scheduled");
      assertThat(Tasks.of(program).watch("BrokenTask.run")).isNotIn("OK", "ABSENT");
      assertThat(Tasks.of(program).watch("WarmUp.run")).isNotIn("OK", "ABSENT");
    }
  }

  @Test
  @Tag("jdk")
  void theTasksOfATimerThatIsStuckAreAbsent() throws Exception {
    try (Program program = Programs.start("timer")) {
      Tasks.awaitWatch(program, "OK", RECURRING);
      program.call("block");

      Tasks.awaitWatch(program, "ABSENT", RECURRING);
      assertThat(Tasks.of(program).schedules())
          .containsEntry("Cleaner.run", "every 200 ms (fixed rate)");
    }
  }

  @Test
  @Tag("jdk")
  void theTasksOfATimerThatWasCancelledAreNotAbsent() throws Exception {
    try (Program program = Programs.start("timer")) {
      program.awaitBody("Main.1.run", 10);
      program.awaitBody("Mailer.run", 10);
      program.call("cancel");

      Tasks.awaitWatch(program, "UNWATCHED", RECURRING);
      assertThat(Tasks.of(program).schedules()).containsEntry("Cleaner.run", "no longer scheduled");
      assertThat(program.err()).isEmpty();
    }
  }
}
