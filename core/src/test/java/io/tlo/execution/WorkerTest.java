package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
class WorkerTest {

  private static final Object[] NONE = {};

  private final TestBench bench = new TestBench();
  private final Semaphore goOn = new Semaphore(0);

  @AfterEach
  void close() {
    goOn.release(1_000);
    bench.close();
  }

  private @Nullable Object block(@Nullable Object[] arguments) throws InterruptedException {
    goOn.acquire();
    return null;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void until(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }

  private TaskStatus status(long id) {
    return bench.records.find(id).map(TaskStateRecord::status).orElseThrow();
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(TloException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(((TloException) e).reason()).isEqualTo(reason));
  }

  @Test
  void triggerAnswersAtOnceWithAPendingRecord() {
    LiveTask task = bench.task(this::block);
    bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);

    long second = bench.worker.trigger(task, NONE, "admin");

    assertThat(bench.records.find(second)).hasValueSatisfying(pending -> {
      assertThat(pending.status()).isEqualTo(TaskStatus.PENDING);
      assertThat(pending.trigger()).isEqualTo(TaskTrigger.MANUAL);
      assertThat(pending.createdAt()).isEqualTo(TestBench.NOON);
      assertThat(pending.startedAt()).isNull();
      assertThat(pending.thread()).isNull();
    });
  }

  @Test
  void triggeredExecutionEndsUnderItsIdOnAThreadOfTheWorker() {
    LiveTask task = bench.task(none -> "done");

    long id = bench.worker.trigger(task, NONE, "admin");

    until(() -> status(id).isFinal());
    assertThat(bench.records.find(id)).hasValueSatisfying(ended -> {
      assertThat(ended.status()).isEqualTo(TaskStatus.SUCCEEDED);
      assertThat(ended.result()).isEqualTo("done");
      assertThat(ended.thread()).startsWith("tlo-worker-");
      assertThat(ended.trigger()).isEqualTo(TaskTrigger.MANUAL);
    });
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
    assertThat(bench.records.latest(10)).hasSize(1);
  }

  @Test
  void waitingIsNotPartOfTheDuration() {
    LiveTask task = bench.task(this::block);
    bench.worker.trigger(task, NONE, "admin");
    long second = bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);
    bench.pass(Duration.ofSeconds(10));

    goOn.release();
    until(() -> status(second) == TaskStatus.RUNNING);
    bench.pass(Duration.ofSeconds(1));
    goOn.release();

    until(() -> status(second).isFinal());
    assertThat(bench.records.find(second)).hasValueSatisfying(ended -> {
      assertThat(ended.createdAt()).isEqualTo(TestBench.NOON);
      assertThat(ended.startedAt()).isEqualTo(TestBench.NOON.plusSeconds(10));
      assertThat(ended.duration()).isEqualTo(Duration.ofSeconds(1));
    });
  }

  @Test
  void triggersOfOneTaskWaitTheirTurnInOrderAndNeverRunTwiceAtOnce() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    LiveTask task = bench.task(none -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      Thread.onSpinWait();
      now.decrementAndGet();
      return null;
    });

    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(bench.worker.trigger(task, NONE, "admin"));
    }

    until(() -> task.totals().succeeded() == 10);
    assertThat(most).hasValue(1);
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void asManyTasksRunAtOnceAsThereAreThreads() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    TestBench.Body meet = none -> both.await(60, TimeUnit.SECONDS) >= 0;
    LiveTask a = bench.task("A", "a", meet);
    LiveTask b = bench.task("B", "b", meet);

    bench.worker.trigger(a, NONE, "admin");
    bench.worker.trigger(b, NONE, "admin");

    until(() -> a.totals().succeeded() == 1 && b.totals().succeeded() == 1);
  }

  @Test
  void taskThatIsTriggeredWhileOneThreadRestsDoesNotWaitForTheOtherOne() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (TestBench fresh = new TestBench()) {
        LiveTask first = fresh.task("A", "a", none -> null);
        CountDownLatch quickRan = new CountDownLatch(1);
        LiveTask blocked =
            fresh.task("B", "b", none -> quickRan.await(20, TimeUnit.SECONDS) ? "met" : "alone");
        LiveTask quick = fresh.task("C", "c", none -> {
          quickRan.countDown();
          return null;
        });
        fresh.worker.submit(first).get(60, TimeUnit.SECONDS);
        CompletableFuture<@Nullable Object> met = fresh.worker.submit(blocked);
        fresh.worker.trigger(quick, NONE, "admin");
        assertThat(met.get(60, TimeUnit.SECONDS)).isEqualTo("met");
      }
    }
  }

  @Test
  void triggerWaitsForTheProgramsOwnExecutionForAMinuteAtMost() throws Exception {
    LiveTask task = bench.idle();
    LiveTask other = bench.task("Orders", "bill", none -> null);
    bench.recorder.begin(task);
    long id = bench.worker.trigger(task, NONE, "admin");

    bench.pass(Duration.ofSeconds(59));
    bench.worker.submit(other).get(60, TimeUnit.SECONDS);
    assertThat(status(id)).isEqualTo(TaskStatus.PENDING);
    bench.pass(Duration.ofSeconds(1));

    until(() -> status(id) == TaskStatus.SUCCEEDED);
    assertThat(task.totals().running()).isOne();
  }

  @Test
  void exactlyAsManyTriggersOfOneTaskWaitAsTheQueueHolds() {
    try (TestBench small = new TestBench(null, ResultPolicy.SAFE, 2, 3)) {
      LiveTask task = small.task(this::block);
      small.worker.trigger(task, NONE, "admin");
      until(() -> task.totals().running() == 1);
      for (int i = 0; i < 3; i++) {
        small.worker.trigger(task, NONE, "admin");
      }

      assertRefused(
          () -> small.worker.trigger(task, NONE, "admin"),
          Reason.QUEUE_FULL,
          "task 'Orders.ship' cannot be run now: 3 executions wait already (worker.queue);"
              + " try again when some have ended");
      assertThat(small.records.latest(100)).hasSize(4);
      goOn.release(100);
      until(() -> task.totals().succeeded() == 4);
    }
  }

  @Test
  void triggersThatComeBeforeTheThreadHasBegunAreCountedTheSame() {
    for (int round = 0; round < 20; round++) {
      try (TestBench small = new TestBench(null, ResultPolicy.SAFE, 2, 3)) {
        LiveTask task = small.task(this::block);
        int accepted = 0;
        for (int i = 0; i < 20; i++) {
          try {
            small.worker.trigger(task, NONE, "admin");
            accepted++;
          } catch (TloException e) {
            assertThat(e.reason()).isEqualTo(Reason.QUEUE_FULL);
          }
        }
        assertThat(accepted).isEqualTo(4);
        goOn.release(4);
        until(() -> task.totals().succeeded() == 4);
      }
    }
  }

  @Test
  void queueOfZeroTakesOnlyWhatCanBeginAtOnce() {
    try (TestBench small = new TestBench(null, ResultPolicy.SAFE, 2, 0)) {
      LiveTask a = small.task("A", "a", this::block);
      LiveTask b = small.task("B", "b", this::block);
      LiveTask c = small.task("C", "c", this::block);
      small.worker.trigger(a, NONE, "admin");
      small.worker.trigger(b, NONE, "admin");

      assertThatThrownBy(() -> small.worker.trigger(a, NONE, "admin"))
          .isInstanceOf(TloException.class);
      assertThatThrownBy(() -> small.worker.trigger(c, NONE, "admin"))
          .isInstanceOf(TloException.class);
      goOn.release(2);
      until(() -> a.totals().succeeded() == 1 && b.totals().succeeded() == 1);
    }
  }

  @Test
  void otherTaskBeginsWhileTriggersOfABusyOneWait() throws Exception {
    LiveTask blocked = bench.task("A", "a", this::block);
    LiveTask other = bench.task("B", "b", none -> "ran");
    for (int i = 0; i < 5; i++) {
      bench.worker.trigger(blocked, NONE, "admin");
    }

    assertThat(bench.worker.submit(other).get(60, TimeUnit.SECONDS)).isEqualTo("ran");
  }

  @Test
  void disabledTaskCannotBeTriggered() {
    LiveTask task = bench.idle();
    bench.steering.switchTo(task, false);

    assertRefused(
        () -> bench.steering.trigger(task, "admin"),
        Reason.TASK_DISABLED,
        "task 'Orders.ship' is disabled; enable it first");
    assertThat(bench.records.latest(10)).isEmpty();
  }

  @Test
  void taskThatCannotBeRunIsRefusedWithItsReason() {
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null);
    invoker.refusal.set("no instance of it was seen yet; wait until there is one");
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);

    assertRefused(
        () -> bench.worker.trigger(task, NONE, "admin"),
        Reason.NOT_RUNNABLE,
        "task 'Orders.ship' cannot be run: no instance of it was seen yet; wait until there is one");
  }

  @Test
  void argumentsThatDoNotFitAreRefused() {
    LiveTask task = bench.idle();

    assertRefused(
        () -> bench.worker.submit(task, 1, 2),
        Reason.NOT_RUNNABLE,
        "task 'Orders.ship' cannot be run: it takes 1 argument");
  }

  @Test
  void taskThatIsSwitchedOffWhileItWaitsIsSkippedUnderItsRecord() {
    LiveTask task = bench.task(this::block);
    bench.worker.trigger(task, NONE, "admin");
    long waiting = bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);
    bench.steering.switchTo(task, false);
    bench.pass(Duration.ofSeconds(3));
    goOn.release();

    until(() -> status(waiting).isFinal());
    assertThat(bench.records.find(waiting)).hasValueSatisfying(skipped -> {
      assertThat(skipped.status()).isEqualTo(TaskStatus.SKIPPED);
      assertThat(skipped.result()).isEqualTo("DISABLED");
      assertThat(skipped.finishedAt()).isEqualTo(TestBench.NOON.plusSeconds(3));
    });
    until(() -> task.totals().equals(new ExecutionTotals(1, 0, 0, 0, 1)));
  }

  @Test
  void submittedTaskGivesItsResult() throws Exception {
    LiveTask task = bench.task(arguments -> "got " + arguments[0]);

    assertThat(bench.worker.submit(task, "it").get(60, TimeUnit.SECONDS)).isEqualTo("got it");
    assertThat(bench.newest(task).trigger()).isEqualTo(TaskTrigger.APPLICATION);
  }

  @Test
  void submittedTaskThatFailsGivesWhatItThrew() {
    IllegalStateException thrown = new IllegalStateException("broken");
    LiveTask task = bench.task(none -> {
      throw thrown;
    });

    assertThatThrownBy(() -> bench.worker.submit(task).get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(thrown);
    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.FAILED);
  }

  @Test
  void methodThatIsNotReachedFailsItsRecordAndHasNoDuration() {
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "ship", "m").build(), new NeverRun(), TaskTraits.PLAIN);

    long id = bench.worker.trigger(task, NONE, "admin");

    until(() -> status(id) == TaskStatus.FAILED);
    until(() -> task.totals().equals(new ExecutionTotals(0, 1, 0, 0, 0)));
    assertThat(bench.newest(task).failure())
        .startsWith("java.lang.IllegalStateException: cannot be called");
    assertThat(bench.newest(task).duration()).isNull();
    assertThat(task.lastDurationMillis()).isNull();
    assertThat(task.averageDurationMillis()).isNull();
    assertThat(task.maxDurationMillis()).isNull();
    until(() -> bench.failures.size() == 1);
  }

  @Test
  void callsOfOtherTasksOnTheWorkersThreadAreTheProgramsOwn() throws Exception {
    LiveTask inner = bench.task("Inner", "inner", none -> null);
    LiveTask outer = bench.task("Outer", "outer", none -> {
      bench.succeed(inner, null);
      return null;
    });
    long id = bench.worker.trigger(outer, NONE, "admin");

    until(() -> status(id).isFinal());
    assertThat(bench.newest(inner).trigger()).isEqualTo(TaskTrigger.APPLICATION);
    assertThat(bench.newest(outer).trigger()).isEqualTo(TaskTrigger.MANUAL);
  }

  @Test
  void triggeredExecutionWaitsWhileTheProgramRunsTheTask() throws Exception {
    LiveTask task = bench.task("Orders", "ship", none -> null);
    Object ofTheProgram = bench.recorder.begin(task);
    long id = bench.worker.trigger(task, NONE, "admin");

    // For each job that comes later a thread looks at the one that waits, and leaves it.
    LiveTask later = bench.task("Bills", "send", none -> null);
    for (int i = 0; i < 10; i++) {
      long other = bench.worker.trigger(later, NONE, "admin");
      until(() -> status(other) == TaskStatus.SUCCEEDED);
    }
    assertThat(status(id)).isEqualTo(TaskStatus.PENDING);
    bench.recorder.end(task, ofTheProgram, null, null);

    until(() -> status(id) == TaskStatus.SUCCEEDED);
  }

  @Test
  void interruptOfOneTaskDoesNotReachTheNext() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16)) {
      CountDownLatch dependentIsThere = new CountDownLatch(1);
      LiveTask interrupting = one.task("A", "a", none -> {
        // Else the dependent could run, and interrupt, on this test's thread.
        dependentIsThere.await();
        Thread.currentThread().interrupt();
        return null;
      });
      LiveTask asking = one.task("B", "b", none -> Thread.currentThread().isInterrupted());
      CompletableFuture<@Nullable Object> first = one.worker.submit(interrupting);
      CompletableFuture<@Nullable Object> dependent =
          first.thenRun(() -> Thread.currentThread().interrupt()).thenApply(none -> null);
      dependentIsThere.countDown();

      assertThat(one.worker.submit(asking).get(60, TimeUnit.SECONDS)).isEqualTo(false);
      dependent.get(60, TimeUnit.SECONDS);
      assertThat(one.worker.submit(asking).get(60, TimeUnit.SECONDS)).isEqualTo(false);
    }
  }

  @Test
  void taskRunsWithItsOwnContextClassLoaderAndLeavesNoneBehind() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader loader = new URLClassLoader(new URL[0], null)) {
      AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
      TestInvoker invoker = new TestInvoker(one.recorder, none -> {
        worker.set(Thread.currentThread());
        return Thread.currentThread().getContextClassLoader() == loader;
      });
      invoker.loader.set(loader);
      LiveTask task = one.table.add(
          TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);

      assertThat(one.worker.submit(task).get(60, TimeUnit.SECONDS)).isEqualTo(true);

      Thread thread = Objects.requireNonNull(worker.get());
      assertThat(thread.getContextClassLoader()).isNull();
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getName()).isEqualTo("tlo-worker-1");
    }
  }

  @Test
  void closeCancelsWhatWaitsAndLetsWhatRunsGoOn() {
    LiveTask task = bench.task(this::block);
    long running = bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);
    CompletableFuture<@Nullable Object> waiting = bench.worker.submit(task);
    bench.pass(Duration.ofSeconds(10));

    bench.worker.close();

    assertThat(waiting).isCancelled();
    TaskStateRecord cancelled = bench.records.latest(10).stream()
        .filter(each -> each.id() != running)
        .findFirst()
        .orElseThrow();
    assertThat(cancelled.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(cancelled.failure()).isEqualTo("Cancelled: the context was closed");
    assertThat(cancelled.duration()).isNull();
    goOn.release();
    until(() -> status(running) == TaskStatus.SUCCEEDED);
    until(() -> task.totals().equals(new ExecutionTotals(1, 0, 1, 0, 0)));
    assertThat(task.averageDurationMillis()).isEqualTo(10_000);
    assertThat(task.lastDurationMillis()).isEqualTo(10_000);
  }

  @Test
  void closedWorkerTakesNothingMore() {
    LiveTask task = bench.idle();
    bench.worker.close();

    assertRefused(
        () -> bench.worker.trigger(task, NONE, "admin"),
        Reason.CLOSED,
        "the context is closed; it runs no more tasks");
    bench.worker.turn(task);
    assertThat(bench.records.latest(10)).isEmpty();
  }

  @Test
  void threadsEndWhenTheWorkerIsClosed() throws Exception {
    AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
    LiveTask task = bench.task(none -> {
      worker.set(Thread.currentThread());
      return null;
    });
    bench.worker.submit(task).get(60, TimeUnit.SECONDS);

    bench.worker.close();

    Thread thread = Objects.requireNonNull(worker.get());
    thread.join(60_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aThreadGoesOnAfterATaskOfTheLoaderTheProgramCameFromAndOfThoseAboveIt() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader above = new URLClassLoader(new URL[0]);
        URLClassLoader programs = new URLClassLoader(new URL[0], above)) {
      one.worker.programsLoader(programs);

      assertThat(threadsOf(one, programs, above, programs)).hasSize(1);
    }
  }

  /** A web application's, for one. */
  @Test
  void aThreadEndsWithTheTaskOfALoaderBelowTheOneTheProgramCameFrom() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader programs = new URLClassLoader(new URL[0]);
        URLClassLoader below = new URLClassLoader(new URL[0], programs)) {
      one.worker.programsLoader(programs);

      Set<Thread> threads = threadsOf(one, below, below);

      assertThat(threads).hasSize(2);
      for (Thread each : threads) {
        each.join(60_000);
        assertThat(each.isAlive()).isFalse();
      }
    }
  }

  @Test
  void onlyTheLoaderThatWasToldLastIsTheOneTheProgramCameFrom() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader former = new URLClassLoader(new URL[0])) {
      one.worker.programsLoader(former);
      one.worker.programsLoader(ClassLoader.getSystemClassLoader());

      assertThat(threadsOf(one, former, former)).hasSize(2);
    }
  }

  /** As by a server that deploys a web application on its main thread. */
  @Test
  void threadOfALoaderThatWasTakenForTheProgramsEndsWhenTheProgramsIsKnown() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader deployed = new URLClassLoader(new URL[0])) {
      ClassLoader own = ClassLoader.getSystemClassLoader();
      one.worker.programsLoader(deployed);
      Set<Thread> threads = new HashSet<>(threadsOf(one, deployed));

      one.worker.programsLoader(own);

      assertThat(threadsOf(one, own)).doesNotContainAnyElementsOf(threads);
    }
  }

  @Test
  void threadGoesOnWhileTheProgramsLoaderIsTheSame() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16)) {
      ClassLoader own = ClassLoader.getSystemClassLoader();
      one.worker.programsLoader(own);
      Set<Thread> threads = new HashSet<>(threadsOf(one, own));

      one.worker.programsLoader(own);

      assertThat(threadsOf(one, own)).isEqualTo(threads);
    }
  }

  /** Runs a task of each of these loaders in turn and returns the threads they ran on. */
  private static Set<Thread> threadsOf(TestBench bench, ClassLoader... loaders) throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> {
      threads.add(Thread.currentThread());
      return null;
    });
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);
    for (ClassLoader each : loaders) {
      invoker.loader.set(each);
      bench.worker.submit(task).get(60, TimeUnit.SECONDS);
    }
    bench.table.remove(task);
    return threads;
  }

  @Test
  void aThreadEndsWithTheTaskOfALoaderThatMayGoAndWhatWaitsIsRunByAnother() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16);
        URLClassLoader loader = new URLClassLoader(new URL[0])) {
      List<Thread> threads = new CopyOnWriteArrayList<>();
      TestInvoker invoker = new TestInvoker(one.recorder, none -> {
        threads.add(Thread.currentThread());
        return null;
      });
      invoker.loader.set(loader);
      LiveTask task = one.table.add(
          TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);

      List<CompletableFuture<@Nullable Object>> runs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        runs.add(one.worker.submit(task));
      }
      for (CompletableFuture<@Nullable Object> each : runs) {
        each.get(60, TimeUnit.SECONDS);
      }

      assertThat(threads).hasSize(10).doesNotHaveDuplicates();
      for (Thread each : threads) {
        each.join(60_000);
        assertThat(each.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aThreadGoesOnAfterATaskOfTheProgramsOwnLoader() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16)) {
      List<Thread> threads = new CopyOnWriteArrayList<>();
      TestInvoker invoker = new TestInvoker(one.recorder, none -> {
        threads.add(Thread.currentThread());
        return null;
      });
      invoker.loader.set(ClassLoader.getSystemClassLoader());
      LiveTask task = one.table.add(
          TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);

      one.worker.submit(task).get(60, TimeUnit.SECONDS);
      one.worker.submit(task).get(60, TimeUnit.SECONDS);

      assertThat(threads).hasSize(2);
      assertThat(threads.get(0)).isSameAs(threads.get(1));
    }
  }

  @Test
  void waitingTriggersOfARemovedTaskAreCancelledAndCounted() {
    LiveTask task = bench.task(this::block);
    bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);
    CompletableFuture<@Nullable Object> waiting = bench.worker.submit(task);

    bench.table.remove(task);

    assertThat(waiting).isCancelled();
    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(0, 0, 1, 1, 0));
    goOn.release();
    until(() -> bench.table.totals().equals(new ExecutionTotals(1, 0, 1, 0, 0)));
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(2);
  }

  @Test
  void turnOfARunningTaskIsSkipped() {
    LiveTask task = bench.task(this::block);
    bench.worker.trigger(task, NONE, "admin");
    until(() -> task.totals().running() == 1);

    bench.worker.turn(task);

    assertThat(task.totals().skipped()).isEqualTo(1);
    assertThat(bench.records.latest(10))
        .anySatisfy(record -> assertThat(record.result()).isEqualTo("OVERLAP"));
  }

  @Test
  void turnOfATaskThatTheProgramRunsIsSkipped() {
    LiveTask task = bench.idle();
    Object token = bench.recorder.begin(task);

    bench.worker.turn(task);

    bench.recorder.end(task, token, null, null);
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 1));
  }

  @Test
  void turnRunsTheTaskForTheSchedule() {
    LiveTask task = bench.idle();

    bench.worker.turn(task);

    until(() -> task.totals().succeeded() == 1);
    assertThat(bench.newest(task).trigger()).isEqualTo(TaskTrigger.SCHEDULE);
  }

  @Test
  void turnsAndSubmittedTasksRunWhileTriggeredOnesHaveAllThreadsOfOperators() throws Exception {
    LiveTask a = bench.task("A", "a", this::block);
    LiveTask b = bench.task("B", "b", this::block);
    bench.worker.trigger(a, NONE, "admin");
    bench.worker.trigger(b, NONE, "admin");
    until(() -> a.totals().running() + b.totals().running() == 2);
    LiveTask recurring = bench.task("Orders", "clean", none -> null);
    LiveTask submitted = bench.task("Orders", "bill", none -> "billed");

    bench.worker.turn(recurring);

    assertThat(bench.worker.submit(submitted).get(60, TimeUnit.SECONDS)).isEqualTo("billed");
    until(() -> recurring.totals().succeeded() == 1);
    assertThat(a.totals().running() + b.totals().running()).isEqualTo(2);
  }

  @Test
  void submittedTaskIsTakenWhileTheQueueOfOperatorsIsFull() throws Exception {
    try (TestBench small = new TestBench(null, ResultPolicy.SAFE, 1, 1)) {
      LiveTask task = small.task("A", "a", this::block);
      small.worker.trigger(task, NONE, "admin");
      small.worker.trigger(task, NONE, "admin");
      assertThatThrownBy(() -> small.worker.trigger(task, NONE, "admin"))
          .isInstanceOf(TloException.class);
      LiveTask submitted = small.task("B", "b", none -> "ran");

      assertThat(small.worker.submit(submitted).get(60, TimeUnit.SECONDS)).isEqualTo("ran");

      goOn.release(2);
      until(() -> task.totals().succeeded() == 2);
    }
  }

  @Test
  void turnWhoseMethodIsNotReachedFailsAndIsCounted() {
    TestInvoker overridden = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) {
        return "of a subclass";
      }
    };
    LiveTask task = bench.table.add(
        TaskDefinition.builder("Orders", "ship", "m").build(), overridden, TaskTraits.PLAIN);

    bench.worker.turn(task);

    until(() -> task.totals().equals(new ExecutionTotals(0, 1, 0, 0, 0)));
    assertThat(bench.newest(task).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(bench.newest(task).trigger()).isEqualTo(TaskTrigger.SCHEDULE);
    assertThat(bench.newest(task).failure())
        .startsWith("the method was not reached: a class that overrides it may have run instead");
    assertThat(bench.newest(task).duration()).isNull();
    until(() -> bench.failures.size() == 1);
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(1);
  }

  @Test
  void turnWhoseLastInstanceGoesBeforeItRunsIsNoExecution() throws Exception {
    try (TestBench one = new TestBench(null, ResultPolicy.SAFE, 1, 16)) {
      TestInvoker invoker = new TestInvoker(one.recorder, none -> null) {
        @Override
        public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) {
          refusal.set("no instance of Orders is known");
          throw new IllegalStateException("the last instance of Orders is gone");
        }
      };
      LiveTask task = one.table.add(
          TaskDefinition.builder("Orders", "ship", "m").build(), invoker, TaskTraits.PLAIN);
      LiveTask after = one.task("Orders", "bill", none -> null);

      one.worker.turn(task);
      one.worker.submit(after).get(60, TimeUnit.SECONDS);

      assertThat(task.totals()).isEqualTo(ExecutionTotals.NONE);
      assertThat(one.records.latest(task.name(), 10)).isEmpty();
    }
  }

  @Test
  void manyThreadsThatTriggerGetARecordOrARefusalEach() throws Exception {
    LiveTask task = bench.idle();
    int threads = 8;
    AtomicInteger accepted = new AtomicInteger();
    AtomicBoolean other = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      new Thread(() -> {
            for (int k = 0; k < 500; k++) {
              try {
                bench.worker.trigger(task, NONE, "admin");
                accepted.incrementAndGet();
              } catch (TloException e) {
                other.compareAndSet(false, e.reason() != Reason.QUEUE_FULL);
              }
            }
            done.countDown();
          })
          .start();
    }
    await(done);

    until(() -> task.totals().succeeded() == accepted.get());
    assertThat(other).isFalse();
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped())
        .isEqualTo(accepted.get());
  }
}
