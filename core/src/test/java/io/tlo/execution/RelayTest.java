package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A framework that begins what TLO asked for on a thread of its own. */
@Timeout(300)
@Tag("jdk")
class RelayTest {

  private static final Object[] NONE = {};

  private final TestBench bench = new TestBench();

  @AfterEach
  void close() {
    bench.close();
  }

  /** A task that TLO runs by doing this with the relay, on the worker's thread. */
  private LiveTask task(Function<Relay, @Nullable Object> framework) {
    TaskInvoker invoker = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) {
        return framework.apply(Relay.of(task));
      }
    };
    return bench.table.add(
        TaskDefinition.builder("Jobs", "report", "m").build(), invoker, TaskTraits.PLAIN);
  }

  private TaskStateRecord ended(long id) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bench.records.find(id).orElseThrow().status().isFinal());
    return bench.records.find(id).orElseThrow();
  }

  @Test
  void anExecutionBegunOnAnotherThreadIsTheOneThatWasAskedFor() {
    LiveTask task = task(relay -> elsewhere(() -> {
      Object token = Objects.requireNonNull(relay.begin(bench.recorder));
      bench.recorder.end(bench.table.list().get(0), token, null, null);
      return relay.begin(bench.recorder);
    }));

    TaskStateRecord record = ended(bench.worker.trigger(task, NONE, "admin"));

    assertThat(record.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(record.trigger()).isEqualTo(TaskTrigger.MANUAL);
    assertThat(record.by()).isEqualTo("admin");
    assertThat(record.thread()).isEqualTo("framework");
    assertThat(task.totals().succeeded()).as("the second begin gave nothing").isOne();
    assertThat(task.totals().running()).isZero();
  }

  @Test
  void oneThatNobodyBeginsIsGivenBackAndEndsAsNotReached() {
    LiveTask task = task(relay -> {
      assertThat(relay.giveBack()).isTrue();
      assertThat(relay.giveBack()).isFalse();
      assertThat(relay.begin(bench.recorder)).isNull();
      throw new IllegalStateException("the framework is in standby");
    });

    TaskStateRecord record = ended(bench.worker.trigger(task, NONE, "admin"));

    assertThat(record.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(record.failure())
        .startsWith("java.lang.IllegalStateException: the framework is in standby");
    assertThat(task.totals().failed()).isOne();
  }

  @Test
  void onAnyOtherThreadThereIsNothingToBegin() {
    LiveTask task = bench.task(none -> null);
    assertThatThrownBy(() -> Relay.of(task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing of " + task.name() + " is to be begun here");
  }

  private static @Nullable Object elsewhere(java.util.function.Supplier<@Nullable Object> work) {
    CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    new Thread(() -> result.complete(work.get()), "framework").start();
    try {
      return result.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
