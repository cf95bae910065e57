package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class InterruptFlagTest {

  private final long later = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);

  @AfterEach
  void forgetLostFlags() {
    InterruptFlag.now(later);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void flagThatWasUpIsPutUpAgain() {
    Thread.currentThread().interrupt();

    InterruptFlag flag = InterruptFlag.takeDown();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    flag.restore();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void flagThatWasPutUpMeanwhileIsPutUpAgain() {
    InterruptFlag flag = InterruptFlag.takeDown();
    Thread.currentThread().interrupt();
    flag.takeDownAgain();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    flag.restore();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void flagThatWasDownStaysDown() {
    InterruptFlag.takeDown().restore();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void flagThatIsDownOrHasBeenDownSinceIsKnown() {
    InterruptFlag flag = InterruptFlag.takeDown();
    assertThat(InterruptFlag.wasTakenDownSince(InterruptFlag.now())).isTrue();
    flag.restore();

    long after = InterruptFlag.now(later);
    assertThat(InterruptFlag.wasTakenDownSince(after)).isFalse();
    InterruptFlag.takeDown().restore();
    assertThat(InterruptFlag.wasTakenDownSince(after)).isTrue();
  }

  /** As a stack overflow leaves it: taken down, and neither put up nor left down. */
  @Test
  void flagWhoseThreadNeverSaysThatItIsDoneIsForgottenAfterAMinute() {
    InterruptFlag lost = InterruptFlag.takeDown();
    assertThat(lost.wasUp()).isFalse();

    long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    assertThat(InterruptFlag.wasTakenDownSince(InterruptFlag.now(soon))).isTrue();
    assertThat(InterruptFlag.wasTakenDownSince(InterruptFlag.now(later))).isFalse();
    assertThat(InterruptFlag.wasTakenDownSince(InterruptFlag.now(soon)))
        .as("it is not remembered again")
        .isFalse();
  }

  @Test
  void lostFlagsAreForgottenAlsoIfNobodyAsks() {
    InterruptFlag lost = InterruptFlag.takeDown();
    assertThat(lost.wasUp()).isFalse();

    InterruptFlag.takeDown(later).restore();

    assertThat(InterruptFlag.wasTakenDownSince(InterruptFlag.now(System.nanoTime())))
        .isFalse();
  }
}
