package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class ClosingTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void aStepThatFailsIsToldAndHoldsUpNoOther() {
    Closing closing = new Closing((sentence, cause) -> told.add(sentence + ": " + cause));
    closing.step("the worker", () -> {
      throw new NoClassDefFoundError("Job");
    });
    closing.step("the MBeans", () -> told.add("done"));

    assertThat(told)
        .containsExactly(
            "ending: the worker could not be ended, the rest is: java.lang.NoClassDefFoundError:"
                + " Job",
            "done");
  }

  @Test
  void aStepThatTheApplicationHoldsUpIsToldAndHoldsUpNoOther() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Closing closing = new Closing((sentence, cause) -> told.add(sentence + ": " + cause));
    closing.stepAside("the MBeans", Duration.ofMillis(1), () -> {
      awaitUninterruptibly(held);
      ended.countDown();
    });
    closing.step("the worker", () -> told.add("done"));

    assertThat(told)
        .containsExactly(
            "ending: the MBeans could not be ended, the rest is: java.lang.IllegalStateException:"
                + " code of the application has not returned yet",
            "done");
    held.countDown();
    assertThat(ended.await(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStepAsideIsWaitedForAndItsFaultIsTold() {
    Closing closing = new Closing((sentence, cause) -> told.add(sentence + ": " + cause));
    closing.stepAside("the MBeans", Duration.ofSeconds(50), () -> {
      throw new NoClassDefFoundError("View");
    });

    assertThat(told)
        .containsExactly(
            "ending: the MBeans could not be ended, the rest is: java.lang.NoClassDefFoundError:"
                + " View");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFaultThatCannotBeToldHoldsUpNothing() {
    Closing closing = new Closing((sentence, cause) -> {
      throw new NoClassDefFoundError("Text");
    });
    closing.step("the worker", () -> {
      throw new IllegalStateException();
    });
    closing.step("the MBeans", () -> told.add("done"));

    assertThat(told).containsExactly("done");
  }
}
