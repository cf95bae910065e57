package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {

  @Test
  void bothBoundsAreReachedAndNeverPassed() {
    NoTime time = new NoTime();
    WorkingTime work = time.asWorkingTime();

    for (int i = 0; i < 100; i++) {
      work.spend(1, 3);
    }

    assertThat(time.noted())
        .containsOnly(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
  }

  @Test
  void anInterruptCancelsThisWorkOnly() {
    InterruptedException interrupt = new InterruptedException();
    WorkingTime work = new WorkingTime(new Random(1), duration -> {
      throw interrupt;
    });

    assertThatThrownBy(() -> work.spend(1, 3))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted at work")
        .hasCause(interrupt);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
