package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

class QuartzErrandsTest {

  private final QuartzBench bench = new QuartzBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aTriggeredExecutionIsKnownByTheNameOfItsTriggerAlone() throws Exception {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    LiveTask task = bench.task("PlainJob.nightly");

    long id = bench.runtime.steering().trigger(task, "test");
    Trigger trigger = bench.scheduler.awaitTrigger();
    bench.scheduler.onThread(() -> bench.fire(detail, trigger));

    assertThat(trigger.getJobKey()).isEqualTo(detail.getKey());
    assertThat(trigger.getJobDataMap()).isEmpty();
    assertThat(detail.getJobDataMap()).isEmpty();
    assertThat(task.lastEnded()).satisfies(ended -> {
      assertThat(ended.id()).isEqualTo(id);
      assertThat(ended.trigger()).isEqualTo(TaskTrigger.MANUAL);
      assertThat(ended.status()).isEqualTo(TaskStatus.SUCCEEDED);
    });
    assertThat(task.schedule()).as("a trigger by hand is no plan").isEqualTo("no trigger");
  }

  @Test
  void anExecutionByTheScheduleIsNotTakenForOneThatWasTriggered() throws Exception {
    JobDetail detail = bench.added(PlainJob.class, "nightly");
    LiveTask task = bench.task("PlainJob.nightly");
    Trigger byPlan = TriggerBuilder.newTrigger()
        .withIdentity("often")
        .forJob(detail)
        .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever())
        .build();

    long id = bench.runtime.steering().trigger(task, "test");
    Trigger byHand = bench.scheduler.awaitTrigger();
    bench.scheduler.onThread(() -> bench.fire(detail, byPlan));

    assertThat(task.lastEnded()).satisfies(ended -> {
      assertThat(ended.id()).isNotEqualTo(id);
      assertThat(ended.trigger()).isEqualTo(TaskTrigger.APPLICATION);
    });
    bench.scheduler.onThread(() -> bench.fire(detail, byHand));
    assertThat(task.totals().succeeded()).isEqualTo(2);
  }
}
