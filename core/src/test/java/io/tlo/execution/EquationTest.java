package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("jdk")
class EquationTest {

  private static final int THREADS = 4;
  private static final int CALLS = 100_000;

  private final TestBench bench = new TestBench();
  private final LiveTask task = bench.idle();

  @Test
  @Timeout(300)
  void everyCallIsCountedOnceWhileAnotherThreadSwitches() throws InterruptedException {
    AtomicLong bodies = new AtomicLong();
    AtomicLong failures = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    Thread switching = new Thread(() -> {
      for (boolean on = false; !over.get(); on = !on) {
        bench.steering.switchTo(task, on);
        bench.store.trim();
      }
    });
    List<Thread> calling = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      calling.add(new Thread(() -> call(bodies, failures)));
    }
    switching.start();
    calling.forEach(Thread::start);
    for (Thread thread : calling) {
      thread.join();
    }
    over.set(true);
    switching.join();

    ExecutionTotals totals = task.totals();
    assertThat(totals.succeeded() + totals.failed() + totals.skipped())
        .isEqualTo((long) THREADS * CALLS);
    assertThat(totals.ended()).isEqualTo(bodies.get());
    assertThat(totals.failed()).isEqualTo(failures.get());
    assertThat(totals.running()).isZero();
    assertThat(totals.cancelled()).isZero();
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped())
        .isEqualTo(totals.ended());
    assertThat(bench.table.totals()).isEqualTo(totals);
  }

  @Test
  @Timeout(300)
  void nothingBeginsAfterTheSwitchWasPutOff() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> calling = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      calling.add(new Thread(() -> {
        while (!over.get()) {
          Object token = bench.recorder.begin(task);
          if (token != Recorder.SKIPPED) {
            bench.recorder.end(task, token, 1, null);
          }
        }
      }));
    }
    calling.forEach(Thread::start);

    for (int round = 0; round < 2_000; round++) {
      bench.steering.switchTo(task, false);
      long begunWhenOff = begun(task.totals());
      long skippedWhenOff = task.totals().skipped();
      while (task.totals().skipped() < skippedWhenOff + 2 * THREADS) {
        Thread.onSpinWait();
      }
      assertThat(begun(task.totals())).as("round " + round).isLessThanOrEqualTo(begunWhenOff);
      bench.steering.switchTo(task, true);
    }
    over.set(true);
    for (Thread thread : calling) {
      thread.join();
    }
  }

  private static long begun(ExecutionTotals totals) {
    return totals.ended() + totals.running();
  }

  private void call(AtomicLong bodies, AtomicLong failures) {
    IllegalStateException failure = new IllegalStateException("now and then");
    for (int i = 0; i < CALLS; i++) {
      Object token = bench.recorder.begin(task);
      if (token != Recorder.SKIPPED) {
        bodies.incrementAndGet();
        boolean fails = i % 1_000 == 0;
        if (fails) {
          failures.incrementAndGet();
        }
        bench.recorder.end(task, token, null, fails ? failure : null);
      }
    }
  }

  @Test
  void callThatBeginsAfterTheSwitchIsSkippedInEveryThread() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      bench.steering.switchTo(task, false);
      AtomicBoolean ran = new AtomicBoolean();
      Thread other = new Thread(() -> ran.set(bench.recorder.begin(task) != Recorder.SKIPPED));
      other.start();
      other.join();
      assertThat(ran).isFalse();
      bench.steering.switchTo(task, true);
    }
  }

  @Test
  void totalsKeepTheNumbersOfTasksThatAreGone() {
    bench.succeed(task, null);
    Object token = bench.recorder.begin(task);
    bench.table.remove(task);
    bench.table.remove(task);
    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 1, 0));

    bench.recorder.end(task, token, null, new IllegalStateException());

    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(1, 1, 0, 0, 0));
    assertThat(bench.records.counts().kept()).isZero();
    assertThat(bench.records.counts().dropped()).isEqualTo(2);
  }

  @Test
  void executionThatBeginsOnATaskThatWasTakenOutIsCounted() {
    bench.succeed(task, null);
    bench.table.takeOut(task);
    assertThat(bench.table.list()).isEmpty();

    bench.succeed(task, null);
    Object token = bench.recorder.begin(task);
    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(2, 0, 0, 1, 0));
    assertThat(bench.records.counts().dropped()).isEqualTo(2);
    bench.table.remove(task);
    bench.recorder.end(task, token, null, null);

    assertThat(bench.table.totals()).isEqualTo(new ExecutionTotals(3, 0, 0, 0, 0));
    assertThat(bench.records.counts().kept()).isZero();
    assertThat(bench.records.counts().dropped()).isEqualTo(3);
  }

  @Test
  void taskOfTheSameNameStartsAnew() {
    bench.succeed(task, null);
    bench.table.remove(task);

    LiveTask again = bench.idle();

    assertThat(again.totals()).isEqualTo(ExecutionTotals.NONE);
    assertThat(bench.records.latest(again.name(), 10)).isEmpty();
    assertThat(bench.table.totals().succeeded()).isEqualTo(1);
  }
}
