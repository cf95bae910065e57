package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.JmxClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quartz: a task is a job's key, and what a scheduler tells of it. */
class QuartzIT {

  @Test
  @Tag("jdk")
  void itsJobsAreListedAndCountedAsQuartzDoes() throws Exception {
    try (Program program = Programs.start("quartz")) {
      awaitTask(program, "ReportJob.stored");
      Map<String, String> schedules = new TreeMap<>(Tasks.of(program).schedules());
      // Quartz deletes a job when its last trigger has fired for the last time.
      assertThat(schedules.remove("FlakyJob.flaky"))
          .isIn("every 200 ms, 10 times", "no longer scheduled");
      assertThat(schedules)
          .containsExactlyInAnyOrderEntriesOf(Map.of(
              "ReportJob.nightly", "cron 0/1 * * * * ? Europe/Kyiv",
              "ReportJob.reports.weekly", "every 300 ms",
              "ReportJob.reports.yearly", "cron 0 0 3 1 1 ? Europe/Kyiv",
              "CleanupJob.cleanup", "every 250 ms",
              "ImportJob.import", "every 100 ms",
              "ArchiveJob.archive", "no trigger",
              "ReportJob.stored", "cron 0 0 4 1 1 ?"));
      String yearly = JmxClient.task("ReportJob", "reports.yearly");
      assertThat(program.client().await(yearly).get(yearly, "NextRunAt"))
          .as("of a job that has never run")
          .isNotNull();
      program.run(List.of(
          "ReportJob.nightly",
          "ReportJob.reports.weekly",
          "CleanupJob.cleanup",
          "ImportJob.import"));
      program.awaitBody("FlakyJob.flaky", 10);
      program.call("fire");
      program.awaitBody("ArchiveJob.archive", 1);
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
      Tasks tasks = Tasks.of(program);
      assertThat(tasks.failed("FlakyJob.flaky")).isEqualTo(10);
      assertThat(tasks.source("ReportJob.nightly")).isEqualTo("org.quartz.Job");
      assertThat(Tasks.method(program, "ReportJob.reports.weekly"))
          .isEqualTo("io.tlo.frameworks.quartz.ReportJob.execute[reports.weekly]"
              + "(org.quartz.JobExecutionContext)");
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void aJobIsSwitchedByItsKeyAndTriggeredThroughItsScheduler() throws Exception {
    try (Program program = Programs.start("quartz")) {
      SteeredTask weekly = new SteeredTask(program, "ReportJob.reports.weekly");
      weekly.staysOff();
      assertThat(weekly.skipReason()).isEqualTo("DISABLED; Quartz counts the job as executed");
      // The same class under another key runs on.
      long nightly = program.bodyCounts().getOrDefault("ReportJob.nightly", 0L);
      program.awaitBody("ReportJob.nightly", nightly + 1);
      weekly.comesBackWithoutABurst(Duration.ofMillis(300));
      SteeredTask archive = new SteeredTask(program, "ArchiveJob.archive");
      assertThat(archive.trigger(" through its Quartz scheduler").get("status"))
          .isEqualTo("Succeeded");
      assertThat(archive.bodies()).isOne();
      assertThat(weekly.trigger(" through its Quartz scheduler").get("status"))
          .isEqualTo("Succeeded");
      // With a strict job factory too: the schedule goes on.
      program.awaitBody("ReportJob.reports.weekly", weekly.bodies() + 2);
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void jobsComeAndGoWhileTheProgramRuns() throws Exception {
    try (Program program = Programs.start("quartz")) {
      assertThat(Tasks.of(program).names()).doesNotContain("ReportJob.added");
      program.call("add");
      program.awaitBody("ReportJob.added", 2);
      assertThat(Tasks.of(program).schedules()).containsEntry("ReportJob.added", "every 200 ms");
      program.call("delete");
      assertThat(Tasks.of(program).schedules())
          .containsEntry("ReportJob.added", "no longer scheduled");
      assertThatThrownBy(() -> new SteeredTask(program, "ReportJob.added").call("trigger"))
          .hasMessageContaining("Quartz has deleted the job");
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void aJobThatASchedulerHasInItsStoreIsListedAndSwitchedBeforeItRuns() throws Exception {
    try (Program program = Programs.start("quartz")) {
      awaitTask(program, "ReportJob.stored");
      SteeredTask stored = new SteeredTask(program, "ReportJob.stored");
      assertThat(program.client().getOrNull(stored.mbean(), "NextRunAt")).isNotNull();
      assertThat(stored.call("disable")).isEqualTo("ReportJob.stored is now disabled");
      assertThat(stored.bodies()).isZero();
    }
  }

  /** What is in a scheduler's store is listed on a thread of its own. */
  private static void awaitTask(Program program, String name) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            !Tasks.of(program).schedules().getOrDefault(name, "no trigger").equals("no trigger"));
  }

  @Test
  void aKeyWhoseClassIsReplacedIsAnotherTask() throws Exception {
    try (Program program = Programs.start("quartz")) {
      program.call("add");
      program.awaitBody("ReportJob.added", 2);
      program.call("replace");
      assertThat(Tasks.of(program).schedules())
          .containsEntry("ArchiveJob.added", "every 200 ms")
          .containsEntry("ReportJob.added", "no longer scheduled");
      program.awaitBody("ArchiveJob.added", 2);
      assertThat(Tasks.method(program, "ArchiveJob.added"))
          .startsWith("io.tlo.frameworks.quartz.ArchiveJob.execute[DEFAULT.added]");
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void aJobThatIsOffStaysOffWhenItsClassIsReplaced() throws Exception {
    try (Program program = Programs.start("quartz")) {
      program.call("add");
      program.awaitBody("ReportJob.added", 2);
      new SteeredTask(program, "ReportJob.added").staysOff();
      program.call("replace");
      program.awaitSkips("ArchiveJob.added", 2);
      assertThat(program.bodyCounts()).doesNotContainKey("ArchiveJob.added");
      assertThat(new SteeredTask(program, "ArchiveJob.added").call("enable"))
          .isEqualTo("ArchiveJob.added is now enabled\n"
              + "  ReportJob.added, of the same key, is now enabled");
      program.awaitBody("ArchiveJob.added", 2);
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void thePlanOfAJobEndsWithItsScheduler() throws Exception {
    try (Program program = Programs.start("quartz")) {
      String yearly = JmxClient.task("ReportJob", "reports.yearly");
      assertThat(program.client().await(yearly).getOrNull(yearly, "NextRunAt")).isNotNull();
      program.stop();
      assertThat(program.client().getOrNull(yearly, "NextRunAt")).isNull();
      assertThat(Tasks.of(program).schedules().values()).containsOnly("no longer scheduled");
    }
  }

  @Test
  void ofJobsThatWereAllDeletedAtOnceNoneIsScheduled() throws Exception {
    try (Program program = Programs.start("quartz")) {
      assertThat(Tasks.of(program).names()).contains("ReportJob.reports.yearly");
      program.call("clear");
      assertThat(Tasks.of(program).schedules().values()).containsOnly("no longer scheduled");
      program.stop();
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  @Test
  void aPatternHoldsFromTheFirstCall() throws Exception {
    try (Program program = Programs.start("quartz", "disabled=*reports.weekly*;CleanupJob.*")) {
      program.awaitBody("ReportJob.nightly", 2);
      program.awaitSkips("CleanupJob.cleanup", 2);
      program.stop();
      assertThat(program.bodyCounts())
          .doesNotContainKeys("ReportJob.reports.weekly", "CleanupJob.cleanup");
      Tasks.assertCountedAlike(program, Map.of());
    }
  }

  private static final List<String> RECURRING =
      List.of("ReportJob.nightly", "ReportJob.reports.weekly", "CleanupJob.cleanup");

  @Test
  void jobsOfASchedulerInStandbyAreAbsentAndThoseThatArePausedAreNot() throws Exception {
    try (Program program = Programs.start("quartz")) {
      Tasks.awaitWatch(program, "OK", RECURRING);
      program.awaitBody("ReportJob.nightly", 10);
      program.call("pause");
      Tasks.awaitWatch(program, "UNWATCHED", RECURRING);
      program.call("resume");
      Tasks.awaitWatch(program, "OK", RECURRING);
      program.call("standby");
      Tasks.awaitWatch(program, "ABSENT", RECURRING);
      assertThat(Tasks.of(program).watch("ReportJob.reports.yearly")).isEqualTo("OK");
      assertThat(Tasks.of(program).watch("ArchiveJob.archive")).isEqualTo("null");
      program.stop();
      Tasks.awaitWatch(program, "UNWATCHED", RECURRING);
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }

  @Test
  void jobsOfASchedulerWhoseThreadsAreStuckAreAbsent() throws Exception {
    try (Program program = Programs.start("quartz")) {
      Tasks.awaitWatch(program, "OK", RECURRING);
      program.call("block");

      Tasks.awaitWatch(program, "ABSENT", RECURRING);
      assertThat(program.err()).doesNotContain("[tlo]");
    }
  }
}
