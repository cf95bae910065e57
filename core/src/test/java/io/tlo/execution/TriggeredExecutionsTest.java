package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggeredExecutionsTest {

  private static final Object[] NONE = {};

  private final TestBench bench = new TestBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private long triggered(LiveTask task) {
    long id = bench.worker.trigger(task, NONE, "admin");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> record(id).status() == TaskStatus.SUCCEEDED);
    return id;
  }

  private TaskStateRecord record(long id) {
    return bench.records.find(id).orElseThrow();
  }

  /** More calls than the history keeps records. */
  private void runOften(LiveTask task) {
    for (int i = 0; i < 2_000; i++) {
      bench.succeed(task, "called");
    }
  }

  @Test
  void recordIsFoundByItsIdHoweverOftenTheProgramHasRunTheTaskSince() {
    LiveTask task = bench.task(none -> "done");
    long id = triggered(task);
    TaskStateRecord kept = record(id);

    runOften(task);

    assertThat(bench.store.get(id)).isEmpty();
    assertThat(record(id)).isEqualTo(kept);
    assertThat(kept.result()).isEqualTo("done");
    assertThat(kept.by()).isEqualTo("admin");
    assertThat(bench.records.latest(task.name(), 1_000))
        .hasSize(100)
        .noneMatch(each -> each.id() == id);
  }

  @Test
  void onlyTheNewestAreHeld() {
    LiveTask task = bench.task(none -> "done");
    long first = triggered(task);
    long second = triggered(task);
    for (int i = 2; i <= TriggeredExecutions.HELD; i++) {
      triggered(task);
    }

    runOften(task);

    assertThat(bench.records.find(first)).isEmpty();
    assertThat(bench.records.find(second)).isPresent();
  }

  @Test
  void executionThatTheProgramSubmittedIsNotHeld() {
    LiveTask task = bench.task(none -> "done");
    bench.worker.submit(task).join();
    long id = bench.newest(task).id();

    runOften(task);

    assertThat(bench.records.find(id)).isEmpty();
  }
}
