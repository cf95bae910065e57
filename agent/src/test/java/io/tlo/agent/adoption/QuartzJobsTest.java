package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.DateBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.core.QuartzScheduler;
import org.quartz.impl.SchedulerRepository;
import org.quartz.spi.OperableTrigger;

class QuartzJobsTest {

  private static final String NIGHTLY = "every 1 day";

  private final QuartzBench bench = new QuartzBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private OperableTrigger scheduled(JobDetail detail) {
    return scheduled(detail, detail.getKey().getName());
  }

  private OperableTrigger scheduled(JobDetail detail, String name) {
    OperableTrigger trigger = nightly(detail, name);
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    return trigger;
  }

  private static OperableTrigger nightly(JobDetail detail) {
    return nightly(detail, detail.getKey().getName());
  }

  private static OperableTrigger nightly(JobDetail detail, String name) {
    OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
        .withIdentity(name)
        .forJob(detail)
        .startAt(DateBuilder.futureDate(1, DateBuilder.IntervalUnit.HOUR))
        .withSchedule(
            CalendarIntervalScheduleBuilder.calendarIntervalSchedule().withIntervalInDays(1))
        .build();
    trigger.computeFirstFireTime(null);
    return trigger;
  }

  private JobDetail stored(String name) {
    JobDetail detail = QuartzBench.job(PlainJob.class, name);
    bench.scheduler.store(detail, nightly(detail));
    return detail;
  }

  private void awaitNames(String... names) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(50))
        .untilAsserted(() -> assertThat(bench.names()).containsExactlyInAnyOrder(names));
  }

  @Test
  void aJobIsListedWithItsPlanBeforeItFirstRuns() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.nextRunAt()).isNotNull();
  }

  @Test
  void ofASchedulerThatIsClearedNoJobIsScheduled() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    OperableTrigger trigger = scheduled(detail);
    bench.jobs.observed(Observation.QUARTZ_UNSCHEDULED, bench.scheduler, null);
    // One that was begun just before.
    bench.fire(detail, trigger);
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo("no longer scheduled");
    assertThat(task.nextRunAt()).isNull();
    assertThat(task.totals().succeeded()).isOne();
    scheduled(bench.added(PlainJob.class, "nightly"));
    assertThat(task.schedule()).isEqualTo(NIGHTLY);
  }

  @Test
  void ofASchedulerThatIsShutDownNoJobIsScheduled() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    bench.scheduler.isShutdown = true;
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo("no longer scheduled");
    assertThat(task.nextRunAt()).isNull();
  }

  @Test
  void aSchedulerInStandbyRunsNothingNext() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    bench.scheduler.isInStandbyMode = true;
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.nextRunAt()).isNull();
    bench.scheduler.isInStandbyMode = false;
    assertThat(task.nextRunAt()).isNotNull();
  }

  @Test
  void aJobThatEndsAllItsTriggersByWhatItThrowsHasNoPlan() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    OperableTrigger trigger = scheduled(detail);
    scheduled(detail, "second");
    JobExecutionException enough = new JobExecutionException("enough");
    enough.setUnscheduleAllTriggers(true);
    bench.fire(detail, trigger, enough);
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo("no trigger");
    assertThat(task.nextRunAt()).isNull();
    assertThat(task.totals().failed()).isOne();
  }

  @Test
  void aJobThatEndsTheTriggerThatFiredByWhatItThrowsKeepsTheOthers() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    OperableTrigger trigger = scheduled(detail);
    OperableTrigger second = scheduled(detail, "second");
    JobExecutionException enough = new JobExecutionException("enough");
    enough.setUnscheduleFiringTrigger(true);
    bench.fire(detail, trigger, enough);
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    bench.fire(detail, second, enough);
    assertThat(task.schedule()).isEqualTo("no trigger");
    assertThat(task.nextRunAt()).isNull();
  }

  @Test
  void aJobThatIsToRunAgainAtOnceKeepsItsTriggers() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    OperableTrigger trigger = scheduled(detail);
    JobExecutionException again = new JobExecutionException("again", true);
    again.setUnscheduleAllTriggers(true);
    bench.fire(detail, trigger, again);
    bench.fire(detail, trigger, new JobExecutionException("only failed"));
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.totals().failed()).isEqualTo(2);
  }

  /** Quartz asks it as well, but this is not what it expects. */
  private static final class Mute extends JobExecutionException {
    private static final long serialVersionUID = 1;

    @Override
    public boolean unscheduleAllTriggers() {
      throw new IllegalStateException("not told");
    }
  }

  @Test
  void anExceptionThatDoesNotTellWhichTriggersItEndsIsRecordedOnce() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    bench.fire(detail, scheduled(detail), new Mute());
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.totals().failed()).isOne();
    assertThat(task.totals().running()).isZero();
  }

  @Test
  void ofASchedulerThatIsGoneNoJobIsScheduled() {
    JobDetail detail = QuartzBench.job(PlainJob.class, "nightly");
    FakeScheduler scheduler = new FakeScheduler();
    WeakReference<Object> gone = new WeakReference<>(scheduler);
    bench.jobs.observed(Observation.QUARTZ_JOB_ADDED, scheduler, detail);
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, scheduler, nightly(detail));
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.nextRunAt()).isNotNull();
    scheduler = null;
    Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
      System.gc();
      return gone.refersTo(null);
    });
    assertThat(task.schedule()).isEqualTo("no longer scheduled");
    assertThat(task.nextRunAt()).isNull();
  }

  private void requirePaused(boolean isPaused, Observation what, @Nullable Object subject) {
    bench.jobs.observed(what, bench.scheduler, subject);
    LiveTask task = bench.task("PlainJob.nightly");

    assertThat(task.nextRunAt() == null).as(what + " of " + subject).isEqualTo(isPaused);
    assertThat(task.schedule()).isEqualTo(isPaused ? NIGHTLY + ", paused" : NIGHTLY);
  }

  @Test
  void aTriggerThatIsPausedRunsNothingNextUntilItIsResumed() {
    OperableTrigger trigger = scheduled(bench.added(PlainJob.class, "nightly"));

    requirePaused(true, Observation.QUARTZ_TRIGGERS_PAUSED, trigger.getKey());
    requirePaused(false, Observation.QUARTZ_TRIGGERS_RESUMED, trigger.getKey());
    requirePaused(true, Observation.QUARTZ_TRIGGERS_PAUSED, "DEFAULT");
    requirePaused(true, Observation.QUARTZ_TRIGGERS_RESUMED, "other");
    requirePaused(false, Observation.QUARTZ_TRIGGERS_RESUMED, "DEFAULT");
    requirePaused(true, Observation.QUARTZ_TRIGGERS_PAUSED, null);
    requirePaused(false, Observation.QUARTZ_TRIGGERS_RESUMED, null);
    requirePaused(false, Observation.QUARTZ_TRIGGERS_PAUSED, new TriggerKey("other"));
  }

  @Test
  void aJobThatIsPausedRunsNothingNextUntilItIsResumed() {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    scheduled(detail);

    requirePaused(true, Observation.QUARTZ_JOBS_PAUSED, detail.getKey());
    requirePaused(false, Observation.QUARTZ_JOBS_RESUMED, detail.getKey());
    requirePaused(false, Observation.QUARTZ_JOBS_PAUSED, new JobKey("other"));
    requirePaused(true, Observation.QUARTZ_JOBS_PAUSED, "DEFAULT");
    requirePaused(false, Observation.QUARTZ_JOBS_RESUMED, "DEFAULT");
    requirePaused(true, Observation.QUARTZ_JOBS_PAUSED, null);
  }

  @Test
  void aTriggerThatIsPausedInTheStoreOfASchedulerRunsNothingNext() {
    JobDetail detail = stored("nightly");
    bench.scheduler.paused.add(nightly(detail).getKey());
    bench.jobs.observed(Observation.QUARTZ_STARTED, bench.scheduler, null);
    awaitNames("PlainJob.nightly");

    Awaitility.await()
        .atMost(Duration.ofSeconds(50))
        .untilAsserted(() ->
            assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo(NIGHTLY + ", paused"));
    assertThat(bench.task("PlainJob.nightly").nextRunAt()).isNull();
  }

  @Test
  void theJobsOfASchedulerThatWasStartedBeforeAreListedWithTheirPlan() throws Exception {
    stored("nightly");
    Scheduler known = (Scheduler) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {Scheduler.class},
        (proxy, method, arguments) -> FakeScheduler.class
            .getMethod(method.getName(), method.getParameterTypes())
            .invoke(bench.scheduler, arguments));
    SchedulerRepository.getInstance().bind(known);
    try {
      bench.jobs.listPresent(QuartzScheduler.class);
      awaitNames("PlainJob.nightly");
      Awaitility.await()
          .atMost(Duration.ofSeconds(50))
          .untilAsserted(
              () -> assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo(NIGHTLY));
    } finally {
      SchedulerRepository.getInstance().remove("fake");
    }
  }

  @Test
  void aKeyThatComesAgainWithAnotherClassIsAnotherTask() {
    JobDetail before = bench.added(PlainJob.class, "nightly");
    bench.fire(before, scheduled(before));
    bench.jobs.observed(Observation.QUARTZ_JOB_DELETED, bench.scheduler, before.getKey());
    JobDetail now = bench.added(OtherJob.class, "nightly");
    OperableTrigger trigger = scheduled(now);
    LiveTask task = bench.task("OtherJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.definition().method())
        .startsWith("io.tlo.agent.adoption.OtherJob.execute[DEFAULT.nightly]");
    bench.fire(now, trigger);
    bench.fire(now, trigger);
    assertThat(task.totals().succeeded()).isEqualTo(2);
    assertThat(bench.task("PlainJob.nightly").totals().succeeded()).isOne();
    assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo("no longer scheduled");
  }

  @Test
  void aJobWhoseClassIsReplacedLeavesItsTriggersToTheNewOne() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    bench.added(OtherJob.class, "nightly");

    assertThat(bench.task("OtherJob.nightly").schedule()).isEqualTo(NIGHTLY);
    assertThat(bench.task("OtherJob.nightly").nextRunAt()).isNotNull();
    assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo("no longer scheduled");
    assertThat(bench.task("PlainJob.nightly").nextRunAt()).isNull();
  }

  @Test
  void aJobThatIsOffStaysOffWithAnotherClassAndWithTheOneBefore() {
    bench.added(PlainJob.class, "nightly");
    bench.runtime.steering().switchTo(bench.task("PlainJob.nightly"), false);
    JobDetail now = bench.added(OtherJob.class, "nightly");
    bench.fire(now, scheduled(now));

    LiveTask replaced = bench.task("OtherJob.nightly");
    assertThat(replaced.totals().succeeded()).isZero();
    assertThat(replaced.totals().skipped()).isOne();
    bench.runtime.steering().switchTo(replaced, true);
    JobDetail before = bench.added(PlainJob.class, "nightly");
    bench.fire(before, scheduled(before));

    assertThat(bench.task("PlainJob.nightly").totals().succeeded()).isOne();
  }

  @Test
  void aClassThatComesBackUnderItsKeyIsTheTaskItWas() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    bench.added(OtherJob.class, "nightly");
    bench.added(PlainJob.class, "nightly");

    assertThat(bench.names()).containsExactly("PlainJob.nightly", "OtherJob.nightly");
    assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo(NIGHTLY);
    assertThat(bench.task("OtherJob.nightly").schedule()).isEqualTo("no longer scheduled");
  }

  @Test
  void whatASchedulerHasInItsStoreIsListedWhenItStarts() {
    stored("nightly");
    bench.scheduler.broken.add(stored("broken").getKey());
    stored("weekly");
    bench.jobs.observed(Observation.QUARTZ_STARTED, bench.scheduler, null);

    awaitNames("PlainJob.nightly", "PlainJob.weekly");
    for (LiveTask task : bench.runtime.tasks().list()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(50))
          .untilAsserted(() -> assertThat(task.schedule()).isEqualTo(NIGHTLY));
      assertThat(task.nextRunAt()).isNotNull();
      assertThat(task.totals().ended()).isZero();
    }
  }

  @Test
  void ofAStoreWithManyJobsHalfOfThePlacesAreLeftForJobsThatRun() {
    for (int i = 0; i < 1_200; i++) {
      stored("reminder" + i);
    }
    bench.jobs.observed(Observation.QUARTZ_STARTED, bench.scheduler, null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(50))
        .until(() -> bench.runtime.tasks().list().size() == 500);

    JobDetail late = QuartzBench.job(PlainJob.class, "late");
    bench.fire(late, nightly(late));

    assertThat(bench.names()).hasSize(501).contains("PlainJob.late");
  }

  @Test
  void whatASchedulerHasInItsStoreIsListedWhenItRunsAJobAndWasStartedBefore() {
    stored("weekly");
    JobDetail first = QuartzBench.job(PlainJob.class, "nightly");
    bench.fire(first, nightly(first));

    awaitNames("PlainJob.nightly", "PlainJob.weekly");
  }

  @Test
  void aSchedulerThatIsStartedAgainUnderItsNameHasItsJobsAgain() {
    stored("nightly");
    bench.jobs.observed(Observation.QUARTZ_STARTED, bench.scheduler, null);
    awaitNames("PlainJob.nightly");
    LiveTask task = bench.task("PlainJob.nightly");
    bench.scheduler.isShutdown = true;
    assertThat(task.schedule()).isEqualTo("no longer scheduled");

    FakeScheduler again = new FakeScheduler();
    JobDetail detail = QuartzBench.job(PlainJob.class, "nightly");
    again.store(detail, nightly(detail));
    bench.jobs.observed(Observation.QUARTZ_STARTED, again, null);

    Awaitility.await()
        .atMost(Duration.ofSeconds(50))
        .untilAsserted(() -> assertThat(task.schedule()).isEqualTo(NIGHTLY));
  }
}
