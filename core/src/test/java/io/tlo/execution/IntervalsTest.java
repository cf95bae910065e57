package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class IntervalsTest {

  private static final Duration QUICK = Duration.ofMillis(20);

  private final TestBench bench = new TestBench();
  private volatile @Nullable String missing;

  @AfterEach
  void close() {
    bench.close();
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }

  private LiveTask recurring(Duration interval, TestBench.Body body) {
    LiveTask task =
        bench.task(TaskDefinition.builder("Orders", "clean", "m").interval(interval), body);
    bench.intervals.start(task);
    return task;
  }

  @Test
  void turnsComeAtTheirRateAndNotEarlier() {
    List<Long> begins = new CopyOnWriteArrayList<>();
    long start = System.nanoTime();
    LiveTask task = recurring(QUICK, none -> begins.add(System.nanoTime() - start));

    until(() -> begins.size() >= 5);

    for (int i = 0; i < 5; i++) {
      assertThat(begins.get(i)).isGreaterThanOrEqualTo(QUICK.multipliedBy(i + 1).toNanos());
    }
    bench.intervals.close();
    assertThat(bench.records.latest(task.name(), 100))
        .allMatch(each -> each.trigger() == TaskTrigger.SCHEDULE);
  }

  @Test
  void taskWithoutAnIntervalGetsNoTurns() {
    LiveTask task = bench.idle();
    bench.intervals.start(task);

    assertThat(bench.intervals.untilNext(task)).isNull();
  }

  @Test
  void nextTurnIsKnown() {
    LiveTask task = recurring(Duration.ofHours(1), none -> null);

    assertThat(bench.intervals.untilNext(task))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
  }

  @Test
  void taskThatIsStartedTwiceGetsItsTurnsOnce() {
    LiveTask task = recurring(Duration.ofHours(1), none -> null);
    Duration before = Objects.requireNonNull(bench.intervals.untilNext(task));
    bench.intervals.start(task);

    assertThat(bench.intervals.untilNext(task)).isLessThanOrEqualTo(before);
  }

  @Test
  void turnThatIsStillRunningOverlapsTheNextWhichIsSkipped() {
    Semaphore goOn = new Semaphore(0);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LiveTask task = recurring(QUICK, none -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      goOn.acquire();
      now.decrementAndGet();
      return null;
    });

    until(() -> task.totals().skipped() >= 3);

    assertThat(task.totals().running()).isEqualTo(1);
    assertThat(bench.records.latest(task.name(), 100))
        .filteredOn(each -> each.result() != null)
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.result()).isEqualTo("OVERLAP");
          assertThat(each.trigger()).isEqualTo(TaskTrigger.SCHEDULE);
        });
    goOn.release(1_000_000);
    until(() -> task.totals().succeeded() >= 3);
    assertThat(most).hasValue(1);
  }

  @Test
  void turnsOfADisabledTaskAreSkippedWithOneRecordAndComeBack() {
    LiveTask task = recurring(QUICK, none -> null);
    bench.steering.switchTo(task, false);
    until(() -> task.totals().skipped() >= 3);
    long ran = task.totals().succeeded();
    List<TaskStateRecord> skips = bench.records.latest(task.name(), 100).stream()
        .filter(each -> "DISABLED".equals(each.result()))
        .toList();
    assertThat(skips).singleElement().matches(each -> each.trigger() == TaskTrigger.SCHEDULE);

    bench.steering.switchTo(task, true);

    until(() -> task.totals().succeeded() >= ran + 2);
  }

  @Test
  void turnsThatWereMissedAreNotMadeUpFor() throws InterruptedException {
    Semaphore goOn = new Semaphore(0);
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable String refusal() {
        // Stands for a process that stands still: the timer's thread cannot go on.
        goOn.acquireUninterruptibly();
        goOn.release();
        return null;
      }
    };
    Duration interval = QUICK;
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "clean", "m").interval(interval).build(),
        invoker,
        TaskTraits.PLAIN);
    long start = System.nanoTime();
    bench.intervals.start(task);
    until(() -> System.nanoTime() - start > interval.multipliedBy(10).toNanos());

    goOn.release();
    until(() -> task.totals().succeeded() + task.totals().skipped() >= 3);

    long turns = task.totals().succeeded() + task.totals().skipped();
    long passed = (System.nanoTime() - start) / interval.toNanos();
    assertThat(turns).isLessThanOrEqualTo(passed - 8);
  }

  @Test
  void intervalRestsWhileThereIsNoInstanceAndGoesOnWhenThereIsOne() {
    AtomicInteger asked = new AtomicInteger();
    missing = "no instance";
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable String refusal() {
        asked.incrementAndGet();
        return missing;
      }
    };
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "clean", "m").interval(QUICK).build(),
        invoker,
        TaskTraits.PLAIN);
    bench.intervals.start(task);
    until(() -> asked.get() >= 3);
    assertThat(task.totals()).isEqualTo(ExecutionTotals.NONE);
    assertThat(bench.intervals.untilNext(task)).isNull();

    missing = null;
    assertThat(bench.intervals.untilNext(task)).isNotNull();

    until(() -> task.totals().succeeded() >= 2);
  }

  @Test
  void turnsAreCountedFromTheLastThatHadNoInstance() {
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null);
    invoker.refusal.set("no instance");
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "clean", "m").interval(QUICK).build(),
        invoker,
        TaskTraits.PLAIN);
    bench.intervals.start(task);
    bench.pass(Duration.ofHours(1));

    until(() -> Objects.equals(bench.intervals.countedSinceNanos(task), bench.nanos()));

    bench.worker.close();
    invoker.refusal.set(null);
    assertThat(bench.watch.look(task))
        .extracting(Watch.Finding::verdict)
        .isEqualTo(Watch.Verdict.OK);
  }

  @Test
  void removedTaskGetsNoFurtherTurn() {
    AtomicInteger ran = new AtomicInteger();
    LiveTask task = recurring(QUICK, none -> ran.incrementAndGet());
    until(() -> ran.get() >= 1);

    bench.table.remove(task);
    until(() -> bench.table.totals().running() == 0);
    int then = ran.get();
    LiveTask other = recurring(QUICK, none -> null);
    until(() -> other.totals().succeeded() >= 4);

    assertThat(ran.get()).isLessThanOrEqualTo(then + 1);
    assertThat(bench.intervals.untilNext(task)).isNull();
  }

  @Test
  void turnsBeginOnlyOnceTheyMay() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean mayBegin = new AtomicBoolean();
    LiveTask task =
        bench.task(TaskDefinition.builder("Orders", "clean", "m").interval(QUICK), none -> null);
    bench.intervals.startWhen(task, () -> asked.incrementAndGet() > 0 && mayBegin.get());
    until(() -> asked.get() >= 2);

    assertThat(task.totals().succeeded()).isZero();
    assertThat(bench.intervals.untilNext(task)).isNull();
    mayBegin.set(true);
    until(() -> task.totals().succeeded() >= 2);
  }

  @Test
  void aTaskThatIsRemovedIsNotAskedAboutAnyMore() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger askedOther = new AtomicInteger();
    LiveTask task =
        bench.task(TaskDefinition.builder("Orders", "clean", "m").interval(QUICK), none -> null);
    LiveTask other =
        bench.task(TaskDefinition.builder("Orders", "ship", "n").interval(QUICK), none -> null);
    bench.intervals.startWhen(task, () -> asked.incrementAndGet() < 0);
    bench.intervals.startWhen(other, () -> askedOther.incrementAndGet() < 0);
    until(() -> asked.get() >= 1);

    bench.table.remove(task);
    int then = asked.get();
    int thenOther = askedOther.get();
    until(() -> askedOther.get() >= thenOther + 3);

    assertThat(asked.get()).isLessThanOrEqualTo(then + 1);
  }

  @Test
  void aTaskThatIsStoppedWhileItsTurnsStartGetsNone() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    Timeline timeline = new Timeline(
        () -> {
          // Read when turns are made: between the look that lets them begin and their beginning.
          meanwhile.getAndSet(() -> {}).run();
          return System.nanoTime();
        },
        bench.clock);
    Intervals intervals =
        new Intervals(bench.worker, new Recorder(timeline, ResultPolicy.SAFE, bench, null));
    LiveTask stopped = bench.task(TaskDefinition.builder("A", "a", "m").interval(QUICK), n -> null);
    LiveTask other = bench.task(TaskDefinition.builder("B", "b", "n").interval(QUICK), n -> null);
    AtomicBoolean hasBeenStopped = new AtomicBoolean();
    meanwhile.set(() -> {
      intervals.stop(stopped);
      hasBeenStopped.set(true);
    });
    try {
      intervals.startWhen(stopped, () -> true);
      until(hasBeenStopped::get);
      intervals.startWhen(other, () -> true);
      until(() -> other.totals().succeeded() >= 2);

      assertThat(intervals.untilNext(stopped)).isNull();
      assertThat(stopped.totals()).isEqualTo(ExecutionTotals.NONE);
    } finally {
      intervals.close();
    }
  }

  @Test
  void closeEndsTheTimersThread() {
    AtomicReference<@Nullable Thread> asking = new AtomicReference<>();
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable String refusal() {
        asking.set(Thread.currentThread());
        return "no instance";
      }
    };
    bench.intervals.start(bench.table.add(
        TaskDefinition.builder("Orders", "clean", "m").interval(QUICK).build(),
        invoker,
        TaskTraits.PLAIN));
    until(() -> asking.get() != null);
    Thread timer = Objects.requireNonNull(asking.get());
    assertThat(timer.getName()).isEqualTo("tlo-timer");
    assertThat(timer.isDaemon()).isTrue();
    assertThat(timer.getContextClassLoader()).isNull();

    bench.intervals.close();

    until(() -> !timer.isAlive());
  }

  @Test
  void closedIntervalsGiveNoTurns() {
    bench.intervals.close();
    LiveTask task =
        bench.task(TaskDefinition.builder("Orders", "clean", "m").interval(QUICK), none -> null);
    bench.intervals.start(task);

    assertThat(bench.intervals.untilNext(task)).isNull();
  }
}
