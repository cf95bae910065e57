package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.LiveTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobDetail;
import org.quartz.TriggerBuilder;

/** More job keys of one class loader than are tasks of their own. */
class ManyQuartzJobsTest {

  private static final int MOST = 1_000;

  private final QuartzBench bench = new QuartzBench();

  @BeforeEach
  void addAsManyAsAreTasks() {
    for (int i = 0; i < MOST; i++) {
      bench.added(PlainJob.class, "job" + i);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private LiveTask fired(String name) {
    JobDetail detail = bench.added(PlainJob.class, name);
    bench.fire(
        detail, TriggerBuilder.newTrigger().forJob(detail).withIdentity(name).build());
    return bench.task("PlainJob.(other jobs)");
  }

  @Test
  void allFurtherOnesShareOneTask() {
    LiveTask others = fired("more");

    assertThat(fired("evenMore")).isSameAs(others);
    assertThat(others.totals().succeeded()).isEqualTo(2);
    assertThat(bench.names()).hasSize(MOST + 1).doesNotContain("PlainJob.more");
  }

  @Test
  void theTaskThatTheyShareCannotBeTriggered() {
    assertThat(fired("more").invoker().refusal()).isEqualTo("it stands for several Quartz jobs");
    assertThat(bench.task("PlainJob.job1").invoker().refusal()).isNull();
  }

  @Test
  void theNewestHundredOfThoseThatQuartzHasDeletedStay() {
    for (int i = 0; i < MOST; i++) {
      bench.jobs.observed(
          Observation.QUARTZ_JOB_DELETED,
          bench.scheduler,
          QuartzBench.job(PlainJob.class, "job" + i).getKey());
    }

    assertThat(bench.names())
        .hasSize(100)
        .contains("PlainJob.job999")
        .doesNotContain("PlainJob.job0");
  }
}
