package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class InterruptTest {

  private final TestBench bench = new TestBench();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch interruptedItself = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    bench.close();
  }

  /** Calls the task on a thread of the application's; tells whether it was left interrupted. */
  private Future<Boolean> call(LiveTask task, Callable<Object> body) {
    FutureTask<Boolean> call = new FutureTask<>(() -> {
      Object token = bench.recorder.begin(task);
      Object result = null;
      Throwable thrown = null;
      try {
        running.countDown();
        result = body.call();
      } catch (Throwable e) {
        thrown = e;
      }
      bench.recorder.end(task, token, result, thrown);
      return Thread.currentThread().isInterrupted();
    });
    new Thread(call, "application").start();
    return call;
  }

  private TaskStateRecord newest(LiveTask task) {
    return bench.newest(task);
  }

  @Test
  void taskThatEndsByTheInterruptIsCancelled() throws Exception {
    LiveTask task = bench.idle();
    Future<Boolean> call = call(task, () -> never.await(30, TimeUnit.SECONDS));
    running.await();

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(1, 0, List.of()));

    assertThat(call.get()).as("interrupted beyond its end").isFalse();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(newest(task).failure())
        .startsWith("Cancelled: interrupted by admin\njava.lang.InterruptedException");
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(0, 0, 1, 0, 0));
  }

  @Test
  void taskThatWrapsTheInterruptIsCancelled() throws Exception {
    LiveTask task = bench.idle();
    Future<Boolean> call = call(task, () -> {
      try {
        return never.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("stopped", e);
      }
    });
    running.await();

    bench.recorder.interrupt(task, "admin");

    call.get();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void taskThatGoesOnKeepsItsOutcomeWithANote() throws Exception {
    LiveTask task = bench.idle();
    Future<Boolean> call = call(task, () -> {
      try {
        never.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return 42;
      }
      return 0;
    });
    running.await();

    bench.recorder.interrupt(task, "admin");

    assertThat(call.get()).isFalse();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(newest(task).result()).isEqualTo("42 (interrupted by admin, and went on)");
  }

  @Test
  void taskThatFailsOtherwiseHasItsFailureWithANote() throws Exception {
    LiveTask task = bench.idle();
    Future<Boolean> call = call(task, () -> {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
      throw new IllegalStateException("disk full");
    });
    running.await();

    bench.recorder.interrupt(task, "admin");

    assertThat(call.get()).as("an interrupt that nobody took goes no further").isFalse();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(newest(task).failure())
        .startsWith("java.lang.IllegalStateException: disk full")
        .endsWith("(interrupted by admin before it failed)");
    assertThat(bench.failures).hasSize(1);
  }

  @Test
  void interruptOfTheApplicationIsLeftAlone() throws Exception {
    LiveTask task = bench.idle();
    Future<Boolean> call = call(task, () -> {
      Thread.currentThread().interrupt();
      return 1;
    });

    assertThat(call.get()).isTrue();
    assertThat(newest(task).result()).isEqualTo("1");
  }

  @Test
  void stageThatCanBeCancelledIsCancelled() {
    LiveTask task = bench.idle();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    bench.recorder.end(task, bench.recorder.begin(task), stage, null);

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(1, 0, List.of()));

    assertThat(stage).isCancelled();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(newest(task).failure()).startsWith("Cancelled: interrupted by admin\n");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void stageThatCannotBeCancelledGoesOnWithoutANote() {
    LiveTask task = bench.idle();
    CompletableFuture<Object> source = new CompletableFuture<>();
    CompletionStage<Object> stage = source.minimalCompletionStage();
    bench.recorder.end(task, bench.recorder.begin(task), stage, null);

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(0, 1, List.of()));

    source.complete(7);
    assertThat(newest(task).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(newest(task).result()).isEqualTo("7");
  }

  @Test
  void threadThatHasLeftAnAsynchronousTaskIsNotInterrupted() throws Exception {
    LiveTask task = bench.idle();
    CompletableFuture<Object> source = new CompletableFuture<>();
    Future<Boolean> call = call(task, source::minimalCompletionStage);
    call.get();

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(0, 1, List.of()));
  }

  @Test
  void nothingIsInterruptedWhereNothingRuns() {
    LiveTask task = bench.idle();
    bench.succeed(task, 1);

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(0, 0, List.of()));
  }

  @Test
  void interruptNeverReachesWhatTheThreadDoesNext() throws Exception {
    LiveTask task = bench.idle();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong reached = new AtomicLong();
    Thread operator = new Thread(() -> {
      while (!over.get()) {
        reached.addAndGet(bench.recorder.interrupt(task, "admin").reached());
      }
    });
    AtomicLong called = new AtomicLong();
    FutureTask<Integer> calls = new FutureTask<>(() -> {
      int leftInterrupted = 0;
      // The operator has to hit something, however late the machine lets its thread run.
      while (called.get() < 100_000 || (reached.get() < 100 && !over.get())) {
        bench.recorder.end(task, bench.recorder.begin(task), called.incrementAndGet(), null);
        leftInterrupted += Thread.interrupted() ? 1 : 0;
      }
      return leftInterrupted;
    });
    operator.start();
    new Thread(calls, "application").start();
    try {
      assertThat(calls.get()).isZero();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      over.set(true);
      operator.join();
    }
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(called.get(), 0, 0, 0, 0));
    assertThat(bench.records.latest(task.name(), 100))
        .allSatisfy(each -> assertThat(each.status()).isEqualTo(TaskStatus.SUCCEEDED));
  }

  /** Waits for the operator, deaf to interrupts, as a task in the middle of a calculation is. */
  private static void hold(CountDownLatch until) {
    while (until.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void taskThatCallsItselfSeesTheInterruptAlsoOutside() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean outerSawIt = new AtomicBoolean();
    Future<Boolean> call = call(task, () -> {
      Object inner = bench.recorder.begin(task);
      running.countDown();
      hold(asked);
      bench.recorder.end(task, inner, 1, null);
      outerSawIt.set(Thread.currentThread().isInterrupted());
      return 2;
    });
    while (task.totals().running() < 2) {
      Thread.onSpinWait();
    }

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(2, 0, List.of()));
    asked.countDown();

    assertThat(call.get()).as("interrupted beyond the outer one").isFalse();
    assertThat(outerSawIt).isTrue();
  }

  @Test
  void interruptThatTheApplicationMadeBeforeStays() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch asked = new CountDownLatch(1);
    Future<Boolean> call = call(task, () -> {
      Thread.currentThread().interrupt();
      interruptedItself.countDown();
      hold(asked);
      return 1;
    });
    interruptedItself.await();

    bench.recorder.interrupt(task, "admin");
    asked.countDown();

    assertThat(call.get()).isTrue();
  }

  @Test
  void interruptThatTheApplicationMakesAfterTheMethodHasLeftStays() throws Exception {
    LiveTask task = bench.idle();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    Object token = bench.recorder.begin(task);
    bench.recorder.interrupt(task, "admin");
    bench.recorder.end(task, token, stage, null);
    assertThat(Thread.currentThread().isInterrupted())
        .as("taken away at the return")
        .isFalse();

    Thread.currentThread().interrupt();
    stage.complete(1);

    assertThat(Thread.interrupted()).isTrue();
  }

  /** Looks until no thread of this JVM has taken its flag down meanwhile: a look that was disturbed tells nothing. */
  private void lookUndisturbed() {
    long before;
    do {
      before = InterruptFlag.now();
      bench.recorder.lookAtInterrupts();
    } while (InterruptFlag.wasTakenDownSince(before));
  }

  @Test
  void interruptThatTheApplicationMakesAfterTheOperatorsWasTakenStays() throws Exception {
    LiveTask task = bench.idle();
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch interruptedAgain = new CountDownLatch(1);
    Future<Boolean> call = call(task, () -> {
      thread.set(Thread.currentThread());
      try {
        never.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        taken.countDown();
      }
      hold(interruptedAgain);
      return 1;
    });
    running.await();
    bench.recorder.interrupt(task, "admin");
    taken.await();
    lookUndisturbed();

    Objects.requireNonNull(thread.get()).interrupt();
    interruptedAgain.countDown();

    assertThat(call.get()).as("the application's interrupt").isTrue();
    assertThat(newest(task).result()).isEqualTo("1 (interrupted by admin, and went on)");
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
  }

  @Test
  void interruptThatTheApplicationMakesStaysAlsoWhereOtherThreadsTakeTheirFlagsDown()
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread other = new Thread(
        () -> {
          while (!over.get()) {
            InterruptFlag.takeDown().restore();
            LockSupport.parkNanos(1_000);
          }
        },
        "other");
    other.start();
    try {
      interruptThatTheApplicationMakesAfterTheOperatorsWasTakenStays();
    } finally {
      over.set(true);
      other.join();
    }
  }

  @Test
  void interruptThatTheInnerExecutionHasTakenIsNotTakenFromTheOuter() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch asked = new CountDownLatch(1);
    Future<Boolean> call = call(task, () -> {
      Object inner = bench.recorder.begin(task);
      hold(asked);
      Thread.interrupted();
      bench.recorder.end(task, inner, 1, null);
      Thread.currentThread().interrupt();
      return 2;
    });
    while (task.totals().running() < 2) {
      Thread.onSpinWait();
    }

    bench.recorder.interrupt(task, "admin");
    asked.countDown();

    assertThat(call.get()).as("what the application did to itself").isTrue();
    assertThat(task.totals()).isEqualTo(new ExecutionTotals(2, 0, 0, 0, 0));
  }

  @Test
  void interruptThatNobodyHasTakenIsTakenAwayHoweverOftenItIsLookedAt() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch asked = new CountDownLatch(1);
    Future<Boolean> call = call(task, () -> {
      hold(asked);
      return 1;
    });
    running.await();

    bench.recorder.interrupt(task, "admin");
    bench.recorder.lookAtInterrupts();
    bench.recorder.lookAtInterrupts();
    asked.countDown();

    assertThat(call.get()).isFalse();
  }

  /** A thread as programs write them that close a socket when they are interrupted. */
  private static final class OddThread extends Thread {
    private final Runnable onInterrupt;

    OddThread(Runnable work, Runnable onInterrupt) {
      super(work, "odd");
      this.onInterrupt = onInterrupt;
    }

    @Override
    public void interrupt() {
      onInterrupt.run();
    }
  }

  @Test
  void threadWhoseInterruptThrowsIsMissed() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch asked = new CountDownLatch(1);
    Thread odd = new OddThread(
        () -> {
          Object token = bench.recorder.begin(task);
          running.countDown();
          hold(asked);
          bench.recorder.end(task, token, 1, null);
        },
        () -> {
          throw new IllegalStateException("not now");
        });
    odd.start();
    running.await();

    assertThat(bench.recorder.interrupt(task, "admin")).isEqualTo(new Interrupted(0, 1, List.of()));

    asked.countDown();
    odd.join();
    assertThat(newest(task).result()).as("without a note").isEqualTo("1");
  }

  @Test
  void threadWhoseInterruptBlocksIsNotHeldForGood() throws Exception {
    LiveTask task = bench.idle();
    CountDownLatch inInterrupt = new CountDownLatch(1);
    Thread odd = new OddThread(
        () -> {
          Object token = bench.recorder.begin(task);
          running.countDown();
          hold(inInterrupt);
          bench.recorder.end(task, token, 1, null);
        },
        () -> {
          inInterrupt.countDown();
          hold(never);
        });
    odd.start();
    running.await();
    Thread operator = new Thread(() -> bench.recorder.interrupt(task, "admin"), "operator");
    operator.start();

    odd.join(20_000);

    assertThat(odd.isAlive()).isFalse();
    assertThat(newest(task).status()).isEqualTo(TaskStatus.SUCCEEDED);
    never.countDown();
    operator.join();
  }

  @Test
  void interruptsOfTwoOperatorsNeverReachWhatTheThreadDoesNext() throws Exception {
    LiveTask task = bench.idle();
    AtomicBoolean over = new AtomicBoolean();
    Runnable interrupts = () -> {
      while (!over.get()) {
        bench.recorder.interrupt(task, "admin");
      }
    };
    Thread one = new Thread(interrupts, "operator-1");
    Thread other = new Thread(interrupts, "operator-2");
    FutureTask<Integer> calls = new FutureTask<>(() -> {
      int leftInterrupted = 0;
      for (int i = 0; i < 200_000; i++) {
        bench.recorder.end(task, bench.recorder.begin(task), i, null);
        leftInterrupted += Thread.interrupted() ? 1 : 0;
      }
      return leftInterrupted;
    });
    one.start();
    other.start();
    new Thread(calls, "application").start();
    try {
      assertThat(calls.get()).isZero();
    } finally {
      over.set(true);
      one.join();
      other.join();
    }
  }

  /** A task that the worker runs on an object whose class overrides its method with that of another task. */
  private LiveTask overriddenBy(LiveTask overriding) {
    CalledMethod method = new CalledMethod() {
      @Override
      public boolean overrides(LiveTask other, Object receiver) {
        return true;
      }

      @Override
      public Object callOf(LiveTask other, Object token) {
        return token;
      }
    };
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null) {
      @Override
      public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) {
        Object token = bench.recorder.begin(overriding, method, this);
        Throwable thrown = null;
        try {
          running.countDown();
          never.await();
        } catch (InterruptedException e) {
          thrown = e;
        }
        bench.recorder.end(task, token, null, thrown);
        return null;
      }
    };
    return bench.table.add(
        TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build(),
        invoker,
        TaskTraits.PLAIN);
  }

  @Test
  void executionOfAnotherTaskThatRunsTheMethodOfTheTaskIsInterrupted() throws Exception {
    LiveTask overriding = bench.task("Parcels", "ship", none -> null);
    LiveTask overridden = overriddenBy(overriding);
    bench.worker.trigger(overridden, new Object[0], "somebody");
    running.await();

    assertThat(bench.recorder.interrupt(overriding, "admin"))
        .isEqualTo(new Interrupted(1, 0, List.of("Orders.ship")));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> newest(overridden).status() == TaskStatus.CANCELLED);
    assertThat(newest(overridden).failure()).startsWith("Cancelled: interrupted by admin");
    assertThat(bench.recorder.interrupt(overriding, "admin"))
        .isEqualTo(new Interrupted(0, 0, List.of()));
    assertThat(overriding.totals()).isEqualTo(ExecutionTotals.NONE);
  }
}
