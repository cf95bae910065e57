package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import io.tlo.execution.Watch;
import io.tlo.execution.Watch.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.DailyTimeIntervalScheduleBuilder;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;

/** Jobs that Quartz should have run. */
class QuartzAbsenceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final ScheduleBuilder<?> EVERY_SECOND =
      SimpleScheduleBuilder.repeatSecondlyForever();

  private final QuartzBench bench = new QuartzBench();
  private final JobDetail job = bench.added(PlainJob.class, "poll");
  private final LiveTask task = bench.task("PlainJob.poll");

  @AfterEach
  void close() {
    bench.close();
  }

  /** A trigger that should have fired for the first time an hour ago. */
  private static OperableTrigger due(JobDetail job, TriggerBuilder<?> builder) {
    return due(job, builder, "timely");
  }

  private static OperableTrigger due(JobDetail job, TriggerBuilder<?> builder, String group) {
    OperableTrigger trigger = (OperableTrigger) builder
        .withIdentity(job.getKey().getName(), group)
        .forJob(job)
        .startAt(Date.from(Instant.now().minusSeconds(3_600)))
        .build();
    trigger.computeFirstFireTime(null);
    return trigger;
  }

  private OperableTrigger planned(ScheduleBuilder<?> schedule) {
    OperableTrigger trigger = due(job, TriggerBuilder.newTrigger().withSchedule(schedule));
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    return trigger;
  }

  private void start() {
    bench.jobs.observed(Observation.QUARTZ_STARTED, bench.scheduler, null);
  }

  private @Nullable Verdict verdict() {
    Watch.Finding finding = bench.runtime.watch().look(task);
    return finding == null ? null : finding.verdict();
  }

  private void awaitAbsence() {
    Awaitility.await().atMost(PATIENCE).until(() -> verdict() == Verdict.ABSENT);
  }

  private void assertUnwatched(OperableTrigger trigger) {
    for (int i = 0; i < 10; i++) {
      bench.fire(job, trigger);
    }
    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);
    assertThat(task.rhythm()).isNull();
  }

  @Test
  void aJobThatHasNeverRunIsAbsentOnceItsTriggerShouldHaveFiredThreeTimes() {
    planned(EVERY_SECOND);
    start();

    awaitAbsence();
  }

  @Test
  void aJobInStandbyIsAbsent() {
    planned(EVERY_SECOND);
    start();
    bench.scheduler.isInStandbyMode = true;

    awaitAbsence();
  }

  @Test
  void aJobOfASchedulerThatWasNeverStartedIsNotWatched() {
    planned(EVERY_SECOND);

    assertThat(task.rhythm()).isNull();
    start();
    Awaitility.await().atMost(PATIENCE).until(() -> task.rhythm() != null);
  }

  @Test
  void aJobThatAnotherInstanceMayRunIsNotWatched() {
    bench.scheduler.isClustered = true;
    OperableTrigger trigger = planned(EVERY_SECOND);
    JobDetail stored = QuartzBench.job(PlainJob.class, "stored");
    bench.scheduler.store(
        stored, due(stored, TriggerBuilder.newTrigger().withSchedule(EVERY_SECOND)));
    start();
    Awaitility.await().atMost(PATIENCE).until(() -> bench.names().contains("PlainJob.stored"));

    assertUnwatched(trigger);
  }

  @Test
  void aJobOfASchedulerThatIsShutDownIsNotAbsent() {
    OperableTrigger trigger = planned(EVERY_SECOND);
    start();
    awaitAbsence();
    bench.scheduler.isShutdown = true;

    assertUnwatched(trigger);
  }

  @Test
  void aTriggerOrJobThatIsPausedIsNotAbsentUntilItIsResumed() {
    OperableTrigger trigger = planned(EVERY_SECOND);
    start();
    awaitAbsence();
    pauses(Observation.QUARTZ_TRIGGER_PAUSED, Observation.QUARTZ_TRIGGER_RESUMED, trigger.getKey());
    pauses(Observation.QUARTZ_TRIGGERS_PAUSED, Observation.QUARTZ_TRIGGERS_RESUMED, "timely");
    pauses(Observation.QUARTZ_JOB_PAUSED, Observation.QUARTZ_JOB_RESUMED, job.getKey());
    pauses(Observation.QUARTZ_JOBS_PAUSED, Observation.QUARTZ_JOBS_RESUMED, "DEFAULT");
    pauses(Observation.QUARTZ_TRIGGERS_PAUSED, Observation.QUARTZ_TRIGGER_RESUMED, null);
  }

  private void pauses(Observation pause, Observation resume, @Nullable Object subject) {
    bench.jobs.observed(pause, bench.scheduler, subject);
    assertThat(task.rhythm()).as(pause.name()).isNull();
    assertThat(verdict()).as(pause.name()).isNull();
    bench.jobs.observed(resume, bench.scheduler, subject);
    assertThat(task.rhythm()).as(resume.name()).isNotNull();
  }

  @Test
  void aJobIsWaitedForAnewOnceItsTriggerIsResumed() {
    OperableTrigger trigger = planned(EVERY_SECOND);
    start();
    awaitAbsence();
    bench.jobs.observed(Observation.QUARTZ_TRIGGER_PAUSED, bench.scheduler, trigger.getKey());
    Instant before = Instant.now();
    bench.jobs.observed(Observation.QUARTZ_TRIGGER_RESUMED, bench.scheduler, trigger.getKey());

    Instant due = Objects.requireNonNull(task.rhythm()).after(before.minusSeconds(600));
    assertThat(due).isAfterOrEqualTo(before.plusSeconds(1));
    awaitAbsence();
  }

  @Test
  void aTriggerThatIsAddedToAPausedGroupIsPausedToo() {
    bench.jobs.observed(Observation.QUARTZ_TRIGGERS_PAUSED, bench.scheduler, "timely");
    OperableTrigger trigger = planned(EVERY_SECOND);
    start();
    Awaitility.await().atMost(PATIENCE).until(() -> isStarted());
    assertThat(task.schedule()).endsWith(", paused");
    assertThat(task.rhythm()).isNull();

    bench.jobs.observed(Observation.QUARTZ_TRIGGER_RESUMED, bench.scheduler, trigger.getKey());
    assertThat(task.rhythm()).isNotNull();
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    assertThat(task.rhythm()).as("resumed alone").isNotNull();

    bench.jobs.observed(Observation.QUARTZ_TRIGGERS_PAUSED, bench.scheduler, null);
    bench.jobs.observed(Observation.QUARTZ_UNSCHEDULED, bench.scheduler, trigger.getKey());
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    assertThat(task.rhythm()).as("all groups are paused").isNull();
    bench.jobs.observed(Observation.QUARTZ_TRIGGER_RESUMED, bench.scheduler, null);
    bench.jobs.observed(Observation.QUARTZ_UNSCHEDULED, bench.scheduler, trigger.getKey());
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    assertThat(task.rhythm()).as("no group is paused").isNotNull();
  }

  /** Another job of the scheduler tells it. */
  private boolean isStarted() {
    JobDetail other = bench.added(PlainJob.class, "other");
    bench.jobs.observed(
        Observation.QUARTZ_SCHEDULED,
        bench.scheduler,
        due(other, TriggerBuilder.newTrigger().withSchedule(EVERY_SECOND), "open"));
    return bench.task("PlainJob.other").rhythm() != null;
  }

  @Test
  void whatOthersPauseChangesNothing() {
    planned(EVERY_SECOND);
    start();
    awaitAbsence();
    bench.jobs.observed(Observation.QUARTZ_TRIGGERS_PAUSED, bench.scheduler, "time");
    bench.jobs.observed(Observation.QUARTZ_JOBS_PAUSED, bench.scheduler, "timely");
    bench.jobs.observed(Observation.QUARTZ_JOB_PAUSED, bench.scheduler, otherKey());

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  private static Object otherKey() {
    return QuartzBench.job(PlainJob.class, "other").getKey();
  }

  @Test
  void aTriggerThatWasPausedBeforeItsSchedulerWasSeenIsNotAbsent() {
    JobDetail stored = QuartzBench.job(PlainJob.class, "stored");
    OperableTrigger trigger = due(stored, TriggerBuilder.newTrigger().withSchedule(EVERY_SECOND));
    bench.scheduler.store(stored, trigger);
    bench.scheduler.paused.add(trigger.getKey());
    planned(EVERY_SECOND);
    start();
    awaitAbsence();

    assertThat(bench.task("PlainJob.stored").rhythm()).isNull();
  }

  @Test
  void aTriggerThatIsPausedHasNoNextFiring() {
    OperableTrigger trigger =
        planned(CalendarIntervalScheduleBuilder.calendarIntervalSchedule().withIntervalInDays(1));
    trigger.setNextFireTime(Date.from(Instant.now().plusSeconds(3_600)));
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    assertThat(task.nextRunAt()).isNotNull();

    bench.jobs.observed(Observation.QUARTZ_TRIGGER_PAUSED, bench.scheduler, trigger.getKey());

    assertThat(task.nextRunAt()).isNull();
  }

  private @Nullable Duration period(ScheduleBuilder<?> schedule) {
    OperableTrigger trigger = due(job, TriggerBuilder.newTrigger().withSchedule(schedule));
    return period(trigger);
  }

  private static @Nullable Duration period(OperableTrigger trigger) {
    PlannedTrigger planned = PlannedTrigger.of(trigger, trigger.getNextFireTime(), null);
    if (planned.planned() == null) {
      return null;
    }
    Instant due = Objects.requireNonNull(planned.next());
    return Duration.between(due, planned.planned().after(due));
  }

  @Test
  void thePeriodIsThatOfTheTrigger() {
    assertThat(period(EVERY_SECOND)).hasSeconds(1);
    assertThat(period(SimpleScheduleBuilder.repeatMinutelyForTotalCount(5))).hasMinutes(1);
    assertThat(period(
            CalendarIntervalScheduleBuilder.calendarIntervalSchedule().withIntervalInWeeks(2)))
        .hasDays(14);
    assertThat(period(SimpleScheduleBuilder.simpleSchedule())).as("once").isNull();
    assertThat(period(
            DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule().withIntervalInSeconds(1)))
        .isNull();
    assertThat(period(due(
            job,
            TriggerBuilder.newTrigger().modifiedByCalendar("holidays").withSchedule(EVERY_SECOND))))
        .isNull();
  }
}
