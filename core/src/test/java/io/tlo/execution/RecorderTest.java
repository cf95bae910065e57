package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@AsksAside
@Tag("jdk")
class RecorderTest {

  private final TestBench bench = new TestBench();
  private final LiveTask task = bench.idle();

  private static final ExecutionTotals ONE_SUCCEEDED = new ExecutionTotals(1, 0, 0, 0, 0);
  private static final ExecutionTotals ONE_RUNNING = new ExecutionTotals(0, 0, 0, 1, 0);

  @Test
  void executionThatReturnsSucceeds() {
    Object token = bench.recorder.begin(task);
    assertThat(task.totals()).isEqualTo(ONE_RUNNING);
    bench.pass(Duration.ofMillis(40));
    bench.recorder.end(task, token, 17, null);

    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(bench.newest(task))
        .isEqualTo(new TaskStateRecord(
            bench.newest(task).id(),
            "Orders.ship",
            TaskStatus.SUCCEEDED,
            TaskTrigger.APPLICATION,
            TestBench.NOON,
            TestBench.NOON,
            TestBench.NOON.plusMillis(40),
            Duration.ofMillis(40),
            "17",
            null,
            Thread.currentThread().getName(),
            null));
  }

  @Test
  void aSecretInTheNameOfTheThreadIsMasked() throws InterruptedException {
    Thread thread = new Thread(
        () -> bench.recorder.end(task, bench.recorder.begin(task), null, null),
        "GET /orders?token=hunter2");
    thread.start();
    thread.join();

    assertThat(bench.newest(task).thread()).isEqualTo("GET /orders?token=***");
  }

  @Test
  void executionThatRunsHasNoEnd() {
    bench.recorder.begin(task);

    TaskStateRecord running = bench.newest(task);
    assertThat(running.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(running.startedAt()).isEqualTo(TestBench.NOON);
    assertThat(running.finishedAt()).isNull();
    assertThat(running.duration()).isNull();
  }

  @Test
  void executionThatThrowsFailsAndTellsOfIt() {
    bench.fail(task, new IllegalStateException("no stock"));

    TaskStateRecord failed = bench.newest(task);
    assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.failure())
        .startsWith(
            "java.lang.IllegalStateException: no stock\n\tat io.tlo.execution.RecorderTest.");
    assertThat(failed.result()).isNull();
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
    assertThat(bench.failures).containsExactly(failed.id());
    assertThat(task.lastFailed()).isEqualTo(failed);
  }

  @Test
  void eachEntryOfARecursiveTaskIsAnExecution() {
    Object outer = bench.recorder.begin(task);
    Object inner = bench.recorder.begin(task);
    assertThat(task.totals().running()).isEqualTo(2);
    bench.recorder.end(task, inner, null, null);
    bench.recorder.end(task, outer, null, null);

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(2, 0, 0, 0, 0));
  }

  @Test
  void callOfADisabledTaskIsSkippedAndTheFirstIsRecorded() {
    bench.steering.switchTo(task, false);

    for (int i = 0; i < 5; i++) {
      assertThat(bench.recorder.begin(task)).isSameAs(Recorder.SKIPPED);
    }

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 0, 5));
    assertThat(bench.records.latest(task.name(), 10)).singleElement().satisfies(skipped -> {
      assertThat(skipped.status()).isEqualTo(TaskStatus.SKIPPED);
      assertThat(skipped.result()).isEqualTo("DISABLED");
      assertThat(skipped.startedAt()).isNull();
      assertThat(skipped.finishedAt()).isEqualTo(TestBench.NOON);
      assertThat(skipped.duration()).isNull();
      assertThat(skipped.trigger()).isEqualTo(TaskTrigger.APPLICATION);
    });
  }

  @Test
  void firstSkipAfterEachSwitchOffIsRecorded() {
    for (int i = 0; i < 3; i++) {
      bench.steering.switchTo(task, false);
      bench.recorder.begin(task);
      bench.recorder.begin(task);
      bench.steering.switchTo(task, true);
    }

    assertThat(bench.records.latest(task.name(), 10)).hasSize(3);
    assertThat(task.totals().skipped()).isEqualTo(6);
  }

  @Test
  void switchingOffWhatIsOffLeavesNoSecondRecord() {
    bench.steering.switchTo(task, false);
    bench.recorder.begin(task);
    assertThat(bench.steering.switchTo(task, false).changed()).isEmpty();
    bench.recorder.begin(task);

    assertThat(bench.records.latest(task.name(), 10)).hasSize(1);
  }

  @Test
  void overlapLeavesARecordEachTime() {
    bench.recorder.skipTurn(task, SkipReason.OVERLAP);
    bench.recorder.skipTurn(task, SkipReason.OVERLAP);

    assertThat(bench.records.latest(task.name(), 10)).hasSize(2).allSatisfy(skipped -> {
      assertThat(skipped.result()).isEqualTo("OVERLAP");
      assertThat(skipped.trigger()).isEqualTo(TaskTrigger.SCHEDULE);
    });
    assertThat(task.totals().skipped()).isEqualTo(2);
  }

  @Test
  void skipIsNeitherKeptNorDroppedExecution() {
    bench.recorder.skipTurn(task, SkipReason.OVERLAP);

    assertThat(bench.records.counts().kept()).isZero();
    assertThat(bench.records.counts().dropped()).isZero();
  }

  @Test
  void stageThatIsNotCompleteKeepsTheExecutionRunning() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);

    assertThat(task.totals()).isEqualTo(ONE_RUNNING);
    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.RUNNING);
    stage.complete(null);
  }

  @Test
  void stageThatCompletesEndsTheExecutionWithItsResultAndTime() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);
    bench.pass(Duration.ofSeconds(2));
    stage.complete("done");

    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(bench.newest(task).result()).isEqualTo("done");
    assertThat(bench.newest(task).duration()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void stageThatIsCompleteAlreadyEndsTheExecutionAtOnce() {
    bench.succeed(task, CompletableFuture.completedFuture(5));

    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(bench.newest(task).result()).isEqualTo("5");
  }

  @Test
  void stageThatFailsFailsTheExecutionWithItsOwnException() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage.thenApply(x -> x));
    stage.completeExceptionally(new IllegalStateException("late"));

    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(bench.newest(task).failure()).startsWith("java.lang.IllegalStateException: late");
    assertThat(bench.failures).hasSize(1);
  }

  @Test
  void stageThatIsCancelledCancelsTheExecution() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);
    stage.cancel(false);

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 1, 0, 0));
    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(bench.newest(task).failure())
        .startsWith("java.util.concurrent.CancellationException");
    assertThat(bench.failures).isEmpty();
  }

  @Test
  void cancelledStageUnderAnotherCancelsTheExecution() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);
    stage.completeExceptionally(new CompletionException(new CancellationException("stop")));

    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void stageNobodyCanCompleteAnyMoreCancelsTheExecution() {
    WeakReference<Object> dropped = dropStage();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
      System.gc();
      return dropped.get() == null;
    });

    bench.recorder.endAbandoned();
    bench.recorder.endAbandoned();

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 1, 0, 0));
    assertThat(bench.newest(task).failure())
        .isEqualTo("Cancelled: its stage was dropped before it completed");
  }

  private WeakReference<Object> dropStage() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);
    return new WeakReference<>(stage);
  }

  @Test
  void stageThatIsStillHeldIsNotTakenForDropped() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.succeed(task, stage);
    System.gc();
    bench.recorder.endAbandoned();

    assertThat(task.totals()).isEqualTo(ONE_RUNNING);
    stage.complete(null);
    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
  }

  @Test
  void stageThatManyExecutionsReturnIsWaitedForOnce() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    for (int i = 0; i < 3; i++) {
      bench.succeed(task, stage);
    }
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 3, 0));
    assertThat(stage.getNumberOfDependents()).isOne();

    stage.complete("done");
    bench.succeed(task, stage);

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(4, 0, 0, 0, 0));
    assertThat(bench.records.latest(task.name(), 10))
        .hasSize(4)
        .allSatisfy(each -> assertThat(each.result()).isEqualTo("done"));
  }

  private Recorder awaitingAtMost(int most) {
    return new Recorder(
        new Timeline(bench::nanos, bench.clock), ResultPolicy.SAFE, bench, null, most);
  }

  @Test
  void beyondTheBoundTheOldestTenthOfTheExecutionsIsGivenUp() {
    Recorder recorder = awaitingAtMost(10);
    List<CompletableFuture<Object>> stages = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      CompletableFuture<Object> stage = new CompletableFuture<>();
      recorder.end(task, recorder.begin(task), stage, null);
      stages.add(stage);
      bench.pass(Duration.ofMillis(1));
    }

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 2, 9, 0));
    List<TaskStateRecord> records = bench.records.latest(task.name(), 20);
    assertThat(records.subList(0, 9)).allMatch(each -> each.status() == TaskStatus.RUNNING);
    assertThat(records.subList(9, 11)).allSatisfy(each -> {
      assertThat(each.status()).isEqualTo(TaskStatus.CANCELLED);
      assertThat(each.failure())
          .isEqualTo("Cancelled: no longer waited for, since more than 10 asynchronous executions"
              + " had not ended; how it ends is not known");
    });

    stages.forEach(each -> each.complete("done"));

    assertThat(task.totals()).isEqualTo(new ExecutionTotals(9, 0, 2, 0, 0));
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(11);
  }

  @Test
  void executionThatReturnsLateIsGivenUpBeforeLaterOnesOnceASecondHasPassed() {
    Recorder recorder = awaitingAtMost(10);
    Object late = recorder.begin(task);
    List<CompletableFuture<Object>> stages = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      bench.pass(Duration.ofMillis(1));
      stages.add(callNeverEnding(recorder, recorder.begin(task)));
    }
    stages.add(callNeverEnding(recorder, late));
    // Every second.
    recorder.endAbandoned();
    assertThat(((Execution) late).status()).isEqualTo(TaskStatus.RUNNING);

    stages.add(callNeverEnding(recorder, recorder.begin(task)));

    assertThat(((Execution) late).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 4, 9, 0));
    stages.forEach(each -> each.complete("done"));
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(9, 0, 4, 0, 0));
  }

  private CompletableFuture<Object> callNeverEnding(Recorder recorder, Object token) {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    recorder.end(task, token, stage, null);
    return stage;
  }

  @Test
  void oneFutureThatEachCallReturnsCostsABoundedAmount() {
    Recorder recorder = awaitingAtMost(10);
    CompletableFuture<Object> stage = new CompletableFuture<>();
    for (int i = 0; i < 1_000; i++) {
      recorder.end(task, recorder.begin(task), stage, null);
    }

    assertThat(task.totals().running()).isBetween(1L, 10L);
    assertThat(stage.getNumberOfDependents()).isOne();

    stage.complete("done");

    assertThat(task.totals().running()).isZero();
    assertThat(task.totals().ended()).isEqualTo(1_000);
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(1_000);
  }

  @Test
  void everyExecutionEndsOnceWhileItsStageCompletesAndOthersReturnIt() throws Exception {
    Recorder recorder = awaitingAtMost(50);
    for (int round = 0; round < 300; round++) {
      CompletableFuture<Object> stage = new CompletableFuture<>();
      Thread other = new Thread(() -> {
        for (int i = 0; i < 30; i++) {
          recorder.end(task, recorder.begin(task), stage, null);
        }
      });
      other.start();
      for (int i = 0; i < 30; i++) {
        recorder.end(task, recorder.begin(task), stage, null);
        if (i == 15) {
          stage.complete("done");
        }
      }
      other.join();
    }

    assertThat(task.totals().ended()).isEqualTo(18_000);
    assertThat(task.totals().running()).isZero();
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(18_000);
  }

  /** A stage of an application's own making. */
  private static class OwnStage extends CompletableFuture<Object> {
    @Override
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super @Nullable Throwable> action) {
      throw new UnsupportedOperationException("not this one");
    }
  }

  @Test
  void stageThatCannotBeWaitedForCountsAsReturned() {
    bench.succeed(task, new OwnStage());

    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(bench.newest(task).result())
        .isEqualTo(OwnStage.class.getName()
            + " (its whenComplete() threw java.lang.UnsupportedOperationException)");
  }

  /** A stage that tells twice. */
  private static final class TwiceStage extends CompletableFuture<Object> {
    @Override
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super @Nullable Throwable> action) {
      action.accept("first", null);
      action.accept("second", null);
      return this;
    }
  }

  @Test
  void stageThatTellsTwiceEndsTheExecutionOnce() {
    bench.succeed(task, new TwiceStage());

    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(bench.newest(task).result()).isEqualTo("first");
  }

  @Test
  void lostExecutionsAreCounted() {
    bench.recorder.lost();
    bench.recorder.lost();

    assertThat(bench.recorder.lostExecutions()).isEqualTo(2);
  }

  @Test
  void durationsAreThoseOfTheExecutionsThatRan() {
    for (int millis : new int[] {10, 30, 20}) {
      Object token = bench.recorder.begin(task);
      bench.pass(Duration.ofMillis(millis));
      bench.recorder.end(task, token, null, null);
    }

    assertThat(task.lastDurationMillis()).isEqualTo(20);
    assertThat(task.averageDurationMillis()).isEqualTo(20);
    assertThat(task.maxDurationMillis()).isEqualTo(30);
  }

  @Test
  void taskThatNeverRanHasNoDurations() {
    assertThat(task.lastDurationMillis()).isNull();
    assertThat(task.averageDurationMillis()).isNull();
    assertThat(task.maxDurationMillis()).isNull();
    assertThat(task.lastBegun()).isNull();
    assertThat(task.lastEnded()).isNull();
    assertThat(task.lastFailed()).isNull();
  }

  @Test
  void resetSetsNumbersToZeroAndLeavesRecordsAndWhatRuns() {
    bench.succeed(task, 1);
    bench.fail(task, new IllegalStateException());
    Object running = bench.recorder.begin(task);

    task.resetStatistics();

    assertThat(task.totals()).isEqualTo(ONE_RUNNING);
    assertThat(task.lastDurationMillis()).isNull();
    assertThat(task.averageDurationMillis()).isNull();
    assertThat(task.maxDurationMillis()).isNull();
    assertThat(bench.records.latest(task.name(), 10)).hasSize(3);
    bench.pass(Duration.ofMillis(5));
    bench.recorder.end(task, running, null, null);
    assertThat(task.totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(task.lastDurationMillis()).isEqualTo(5);
    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(2, 1, 0, 0, 0));
  }

  @Test
  void numbersNeverGoBelowZeroWhileTheyAreReset() throws Exception {
    ExecutionCounters counters = new ExecutionCounters();
    Thread resetting = new Thread(() -> {
      for (int i = 0; i < 300_000; i++) {
        counters.begun();
        counters.succeeded(1);
        counters.reset();
      }
    });
    resetting.start();

    long least = 0;
    while (resetting.isAlive()) {
      least = Math.min(least, counters.sinceReset().succeeded());
    }

    assertThat(least).isZero();
  }

  /** A method that overrides that of every other task. */
  private static final CalledMethod OVERRIDING = new CalledMethod() {
    @Override
    public boolean overrides(LiveTask other, Object receiver) {
      return true;
    }

    @Override
    public Object callOf(LiveTask other, Object token) {
      return token;
    }
  };

  /** Has a thread of the worker's that is to run the task call a method that overrides the task's. */
  private Object callOverriding(LiveTask overriding, Runnable atEachLookAtTheClock)
      throws Exception {
    Timeline timeline = new Timeline(
        () -> {
          atEachLookAtTheClock.run();
          return 0;
        },
        bench.clock);
    Recorder recorder = new Recorder(timeline, ResultPolicy.SAFE, bench, null);
    CompletableFuture<Object> token = new CompletableFuture<>();
    WorkerThread thread = new WorkerThread(
        Thread.currentThread().getThreadGroup(),
        () -> token.complete(recorder.begin(overriding, OVERRIDING, this)),
        "worker");
    thread.hand(new WorkerThread.Handover(task, TaskTrigger.SCHEDULE, null));
    thread.start();
    return token.get(60, TimeUnit.SECONDS);
  }

  @Test
  void callOfAnOverridingMethodOnTheWorkerIsAnExecutionOfTheTaskThatTheWorkerRuns()
      throws Exception {
    LiveTask overriding = bench.task("Reports", "ship", none -> null);

    assertThat(callOverriding(overriding, () -> {})).isNotEqualTo(Recorder.SKIPPED);
    assertThat(task.totals()).isEqualTo(ONE_RUNNING);
    assertThat(bench.newest(task).trigger()).isEqualTo(TaskTrigger.SCHEDULE);
    assertThat(overriding.totals()).isEqualTo(ExecutionTotals.NONE);
  }

  @Test
  void nothingBeginsOnceTheOverridingTaskIsOffAndTheRunningExecutionsOfBothTasksHaveBeenRead()
      throws Exception {
    LiveTask overriding = bench.task("Reports", "ship", none -> null);

    // The clock is read after the switches have been asked for the first time.
    assertThat(callOverriding(overriding, () -> overriding.switchTo(Switch.OFF)))
        .isEqualTo(Recorder.SKIPPED);
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 0, 1));
    assertThat(overriding.totals()).isEqualTo(ExecutionTotals.NONE);
  }
}
