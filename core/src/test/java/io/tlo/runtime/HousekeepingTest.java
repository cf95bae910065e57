package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("jdk")
class HousekeepingTest {

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Housekeeping housekeeping = new Housekeeping((text, cause) -> faults.add(text));
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  @Test
  void choresAreDoneAtOnceWhenItIsWoken() {
    AtomicInteger done = new AtomicInteger();
    housekeeping.add(done::incrementAndGet);
    housekeeping.start("tlo-context");

    for (int i = 0; i < 100; i++) {
      int before = done.get();
      housekeeping.wake();
      until(() -> done.get() > before);
    }
    housekeeping.close();
  }

  @Test
  void choreThatFailsIsReportedOnceAndTriedAgainAndHoldsUpNoOther() {
    AtomicInteger tried = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    housekeeping.add(() -> {
      tried.incrementAndGet();
      throw new LinkageError("broken");
    });
    housekeeping.add(other::incrementAndGet);
    housekeeping.start("tlo-context");

    until(() -> {
      housekeeping.wake();
      return tried.get() >= 3 && other.get() >= 3;
    });

    assertThat(faults)
        .containsExactly("something TLO does in the background failed, and is tried again");
    housekeeping.close();
  }

  @Test
  void choresAreDoneAgainAfterASecondWithoutBeingWoken() {
    List<Long> begins = new CopyOnWriteArrayList<>();
    housekeeping.add(() -> begins.add(System.nanoTime()));
    housekeeping.start("tlo-context");

    until(() -> begins.size() >= 2);

    // A little less: the clock that ends the pause is not the one that is read.
    assertThat(Duration.ofNanos(begins.get(1) - begins.get(0)))
        .isGreaterThan(Duration.ofMillis(950));
    housekeeping.close();
  }

  /** As an application does that interrupts a whole group of threads. */
  @Test
  void interruptOfAChoreNeitherShortensThePauseNorReachesTheNextChore() {
    List<Long> begins = new CopyOnWriteArrayList<>();
    List<Boolean> interrupted = new CopyOnWriteArrayList<>();
    housekeeping.add(() -> {
      interrupted.add(Thread.currentThread().isInterrupted());
      begins.add(System.nanoTime());
      Thread.currentThread().interrupt();
    });
    housekeeping.start("tlo-context");

    until(() -> begins.size() >= 3);

    assertThat(interrupted).containsOnly(false);
    // A little less: the clock that ends the pause is not the one that is read.
    assertThat(Duration.ofNanos(begins.get(2) - begins.get(0)))
        .isGreaterThan(Duration.ofMillis(1_900));
    housekeeping.close();
  }

  @Test
  void choresAreDoneWhenItIsWokenAfterAnInterrupt() {
    AtomicInteger done = new AtomicInteger();
    housekeeping.add(() -> {
      done.incrementAndGet();
      Thread.currentThread().interrupt();
    });
    housekeeping.start("tlo-context");

    for (int i = 0; i < 100; i++) {
      int before = done.get();
      housekeeping.wake();
      until(() -> done.get() > before);
    }
    housekeeping.close();
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(50))
        .until(condition);
  }

  @Test
  void threadIsADaemonWithoutAContextClassLoaderAndEnds() throws InterruptedException {
    housekeeping.add(() -> thread.set(Thread.currentThread()));
    housekeeping.start("tlo-context");
    until(() -> thread.get() != null);
    Thread started = Objects.requireNonNull(thread.get());
    assertThat(started.getName()).isEqualTo("tlo-context");
    assertThat(started.isDaemon()).isTrue();
    assertThat(started.getContextClassLoader()).isNull();

    housekeeping.close();

    started.join(50_000);
    assertThat(started.isAlive()).isFalse();
  }
}
