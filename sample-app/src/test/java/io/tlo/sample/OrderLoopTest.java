package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OrderLoopTest {

  private static final Duration PACE = Duration.ofMillis(300);

  private final AtomicLong now = new AtomicLong();
  private final List<Duration> turns = new ArrayList<>();

  @Test
  void turnsComeUntilTheTimeIsOver() {
    new OrderLoop(PACE, PACE.multipliedBy(3), now::get).run(() -> turnThatTakes(PACE));

    assertThat(turns).containsExactly(Duration.ZERO, PACE, PACE.multipliedBy(2));
  }

  @Test
  void aLongTurnIsNotMadeUpForByABurst() {
    Duration pause = Duration.ofHours(1);

    new OrderLoop(PACE, pause.plus(PACE), now::get)
        .run(() -> turnThatTakes(turns.isEmpty() ? pause : PACE));

    assertThat(turns).containsExactly(Duration.ZERO, pause);
  }

  @Test
  void theTurnInHandIsTheLastOnceItIsStopped() {
    OrderLoop loop = new OrderLoop(PACE, Duration.ofDays(1), now::get);

    loop.run(() -> {
      turnThatTakes(PACE);
      loop.stop();
    });

    assertThat(turns).hasSize(1);
  }

  @Test
  void noTurnComesWhenItWasStoppedBefore() {
    OrderLoop loop = new OrderLoop(PACE, Duration.ofDays(1), now::get);
    loop.stop();

    loop.run(() -> turnThatTakes(PACE));

    assertThat(turns).isEmpty();
  }

  private void turnThatTakes(Duration duration) {
    turns.add(Duration.ofNanos(now.getAndAdd(duration.toNanos())));
  }
}
