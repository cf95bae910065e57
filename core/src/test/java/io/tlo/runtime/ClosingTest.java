package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
