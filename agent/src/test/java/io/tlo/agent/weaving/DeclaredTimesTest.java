package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Period;
import io.tlo.execution.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeclaredTimesTest {

  private static final Instant LONG_AGO = Instant.EPOCH;

  private final FrameworkRunnable runnable = new FrameworkRunnable();
  private final Rhythm declared = new Period(Duration.ofMinutes(1));
  private final DeclaredTimes times = new DeclaredTimes("every 1 min", declared, runnable);

  @Test
  void aTaskOfAnotherContextIsWaitedForFromItsStart() {
    Object closed = new Object();
    Runnable ofClosed = new Thread();
    Runnable ofOther = new Thread();
    runnable.see(ofClosed, closed);
    assertThat(times.rhythm()).isSameAs(declared);
    runnable.forget(closed);
    assertThat(times.rhythm()).isNull();

    Instant before = Instant.now();
    runnable.see(ofOther, new Object());

    Rhythm again = Objects.requireNonNull(times.rhythm());
    assertThat(again.after(LONG_AGO)).isAfterOrEqualTo(before.plusSeconds(60));
    assertThat(again.after(before.plusSeconds(600))).isEqualTo(before.plusSeconds(660));
    assertThat(again.isPlanned()).isFalse();
    assertThat(runnable.get()).isSameAs(ofOther);
    assertThat(ofClosed).isNotNull();
  }
}
