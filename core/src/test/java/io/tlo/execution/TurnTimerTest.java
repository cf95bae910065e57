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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
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
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> done.size() >= count);
  }

  @Test
  void whatIsDueEarlierIsDoneEarlierInWhateverOrderItCame() {
    timer.at(in(Duration.ofMillis(150)), () -> done.add("third"));
    timer.at(in(Duration.ofMillis(50)), () -> done.add("first"));
    timer.at(in(Duration.ofMillis(100)), () -> done.add("second"));

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
  void whatIsCancelledIsNotDone() {
    TurnTimer.Due due =
        Objects.requireNonNull(timer.at(in(Duration.ofMillis(50)), () -> done.add("cancelled")));
    due.cancel();
    timer.at(in(Duration.ofMillis(100)), () -> done.add("after it"));

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
    found.join(30_000);
    assertThat(found.isAlive()).isFalse();
    assertThat(done).isEmpty();
  }
}
