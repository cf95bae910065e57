package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class TurnTimerTest {

  private final TurnTimer timer = new TurnTimer();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    timer.close();
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  private void until(int count) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(() -> done.size() >= count);
  }

  /** Has the timer's thread do nothing else until this is counted down. */
  private CountDownLatch busy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    timer.at(System.nanoTime(), () -> {
      begun.countDown();
      await(over);
    });
    begun.await();
    return over;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsDueEarlierIsDoneEarlierInWhateverOrderItCame() throws InterruptedException {
    CountDownLatch busy = busy();
    long now = System.nanoTime();
    timer.at(now + 3, () -> done.add("third"));
    timer.at(now + 1, () -> done.add("first"));
    timer.at(now + 2, () -> done.add("second"));
    busy.countDown();

    until(3);

    assertThat(done).containsExactly("first", "second", "third");
  }

  @Test
  void nothingIsDoneBeforeItIsDue() {
    long due = in(Duration.ofMillis(80));
    timer.at(due, () -> done.add(System.nanoTime() - due >= 0 ? "in time" : "early"));

    until(1);

    assertThat(done).containsExactly("in time");
  }

  @Test
  void whatIsCancelledIsNotDone() throws InterruptedException {
    CountDownLatch busy = busy();
    long now = System.nanoTime();
    TurnTimer.Due due = Objects.requireNonNull(timer.at(now + 1, () -> done.add("cancelled")));
    timer.at(now + 2, () -> done.add("after it"));
    due.cancel();
    busy.countDown();

    until(1);

    assertThat(done).containsExactly("after it");
  }

  @Test
  void whatThrowsDoesNotEndTheOthers() {
    timer.at(System.nanoTime(), () -> {
      throw new StackOverflowError();
    });
    timer.at(in(Duration.ofMillis(20)), () -> done.add("next"));

    until(1);

    assertThat(done).containsExactly("next");
  }

  @Test
  void anInterruptMeansNothingToItsThread() {
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    timer.at(System.nanoTime(), () -> {
      thread.set(Thread.currentThread());
      done.add("first");
    });
    until(1);
    Thread found = Objects.requireNonNull(thread.get());
    found.interrupt();
    timer.at(in(Duration.ofMillis(20)), () -> done.add("second"));

    until(2);

    assertThat(found.isDaemon()).isTrue();
    assertThat(found.getName()).isEqualTo("tlo-timer");
  }

  @Test
  void onceClosedItTakesNothingAndItsThreadEnds() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    timer.at(System.nanoTime(), () -> {
      thread.set(Thread.currentThread());
      begun.countDown();
    });
    timer.at(in(Duration.ofHours(1)), () -> done.add("never"));
    begun.await();

    timer.close();

    assertThat(timer.at(System.nanoTime(), () -> done.add("never"))).isNull();
    Thread found = Objects.requireNonNull(thread.get());
    found.join(60_000);
    assertThat(found.isAlive()).isFalse();
    assertThat(done).isEmpty();
  }
}
