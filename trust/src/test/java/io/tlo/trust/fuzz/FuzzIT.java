package io.tlo.trust.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.AgentArgumentsTarget;
import io.tlo.agent.discovery.ClassFileFilterTarget;
import io.tlo.agent.discovery.ClassFileNameTarget;
import io.tlo.agent.source.DurationWordsTarget;
import io.tlo.arguments.ArgumentValuesTarget;
import io.tlo.jmx.TaskNamesTarget;
import io.tlo.steering.FleetFileTarget;
import io.tlo.steering.SwitchFileTarget;
import io.tlo.text.DurationTextTarget;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text, and no bytes, get anything out of a parser but what it says it gives. */
class FuzzIT {

  @TempDir
  Path folder;

  static Stream<Class<?>> targets() {
    // Those that are read before the application's first class, or of every class of it.
    Stream<Class<?>> first =
        Stream.of(AgentArgumentsTarget.class, SwitchFileTarget.class, ClassFileFilterTarget.class);
    Stream<Class<?>> others = Stream.of(
        DurationTextTarget.class,
        ArgumentValuesTarget.class,
        TaskNamesTarget.class,
        FleetFileTarget.class,
        ClassFileNameTarget.class,
        DurationWordsTarget.class);
    return Extent.isLanding() ? first : Stream.concat(first, others);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingButTheDocumentedErrorsComesOut(Class<?> target) throws IOException {
    Fuzzer.Outcome outcome = new Fuzzer(folder).run(target, seeds(target));
    assertThat(outcome.finding())
        .as("with -Dtlo.trust.fuzz.seed=%d", outcome.seed())
        .isEmpty();
    assertThat(outcome.executions()).isGreaterThan(1_000);
    Figures.of(15)
        .check(
            target.getSimpleName().replace("Target", "") + ", " + Fuzzer.measure(),
            "%,d executions, %,d branches taken, nothing but the documented errors"
                .formatted(outcome.executions(), outcome.branches()));
  }

  @Test
  void thePlantedBugIsFound() throws IOException {
    Fuzzer.Outcome outcome =
        new Fuzzer(folder).runUntilFound(PlantedBugTarget.class, seeds(PlantedBugTarget.class));
    assertThat(outcome.finding()).contains("the planted bug");
    Figures.of(15)
        .control(
            "a target that fails on four certain bytes",
            "found within %,d executions".formatted(outcome.executions()));
  }

  private Path seeds(Class<?> target) throws IOException {
    return Seeds.of(target.getSimpleName(), folder);
  }
}
