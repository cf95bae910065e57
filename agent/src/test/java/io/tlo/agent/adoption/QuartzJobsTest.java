package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobDetail;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;

class QuartzJobsTest {

  private static final String NIGHTLY = "cron 0 0 3 * * ?";

  private final QuartzBench bench = new QuartzBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private OperableTrigger scheduled(JobDetail detail) {
    OperableTrigger trigger = (OperableTrigger) TriggerBuilder.newTrigger()
        .withIdentity(detail.getKey().getName())
        .forJob(detail)
        .withSchedule(CronScheduleBuilder.cronSchedule("0 0 3 * * ?"))
        .build();
    trigger.computeFirstFireTime(null);
    bench.jobs.observed(Observation.QUARTZ_SCHEDULED, bench.scheduler, trigger);
    return trigger;
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
  void aKeyThatComesAgainWithAnotherClassIsAnotherTask() {
    JobDetail before = bench.added(PlainJob.class, "nightly");
    bench.fire(before, scheduled(before));
    bench.jobs.observed(Observation.QUARTZ_JOB_DELETED, bench.scheduler, before.getKey());
    JobDetail now = bench.added(OtherJob.class, "nightly");
    OperableTrigger trigger = scheduled(now);
    LiveTask task = bench.task("OtherJob.nightly");

    assertThat(task.schedule()).isEqualTo(NIGHTLY);
    assertThat(task.definition().method())
        .startsWith("io.tlo.agent.adoption.OtherJob.execute[nightly]");
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
  void aClassThatComesBackUnderItsKeyIsTheTaskItWas() {
    scheduled(bench.added(PlainJob.class, "nightly"));
    bench.added(OtherJob.class, "nightly");
    bench.added(PlainJob.class, "nightly");

    assertThat(bench.names()).containsExactly("PlainJob.nightly", "OtherJob.nightly");
    assertThat(bench.task("PlainJob.nightly").schedule()).isEqualTo(NIGHTLY);
    assertThat(bench.task("OtherJob.nightly").schedule()).isEqualTo("no longer scheduled");
  }
}
