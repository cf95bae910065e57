package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HousekeepingTest {

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Housekeeping housekeeping = new Housekeeping((text, cause) -> faults.add(text));
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  @Test
  void choresAreDoneAtOnceWhenItIsWoken() {
    AtomicInteger done = new AtomicInteger();
    housekeeping.add(done::incrementAndGet);
    housekeeping.start();

    for (int i = 0; i < 100; i++) {
      int before = done.get();
      housekeeping.wake();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(20))
          .until(() -> done.get() > before);
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
    housekeeping.start();

    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
      housekeeping.wake();
      return tried.get() >= 3 && other.get() >= 3;
    });

    assertThat(faults)
        .containsExactly("something TLO does in the background failed, and is tried again");
    housekeeping.close();
  }

  @Test
  void anInterruptOfTheApplicationsDoesNotKeepItFromPausing() {
    AtomicInteger done = new AtomicInteger();
    housekeeping.add(() -> {
      done.incrementAndGet();
      thread.set(Thread.currentThread());
    });
    housekeeping.start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> thread.get() != null);

    Objects.requireNonNull(thread.get()).interrupt();
    int before = done.get();
    long begin = System.nanoTime();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> done.get() >= before + 3);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(done.get()).isLessThan(before + 10);
    housekeeping.close();
  }

  @Test
  void threadIsADaemonWithoutAContextClassLoaderAndEnds() throws InterruptedException {
    housekeeping.add(() -> thread.set(Thread.currentThread()));
    housekeeping.start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> thread.get() != null);
    Thread started = Objects.requireNonNull(thread.get());
    assertThat(started.getName()).isEqualTo("tlo-context");
    assertThat(started.isDaemon()).isTrue();
    assertThat(started.getContextClassLoader()).isNull();

    housekeeping.close();

    started.join(20_000);
    assertThat(started.isAlive()).isFalse();
  }
}
