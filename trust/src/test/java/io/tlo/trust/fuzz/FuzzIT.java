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
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text, and no bytes, get anything out of a parser but what it says it gives. */
class FuzzIT {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {
        AgentArgumentsTarget.class,
        DurationTextTarget.class,
        ArgumentValuesTarget.class,
        SwitchFileTarget.class,
        ClassFileFilterTarget.class,
        TaskNamesTarget.class,
        FleetFileTarget.class,
        ClassFileNameTarget.class,
        DurationWordsTarget.class
      })
  void nothingButTheDocumentedErrorsComesOut(Class<?> target) throws IOException {
    Fuzzer.Outcome outcome = run(target);
    assertThat(outcome.finding()).isEmpty();
    assertThat(outcome.executions()).isGreaterThan(1_000);
    Figures.of(15)
        .check(
            target.getSimpleName().replace("Target", "") + ", " + Fuzzer.seconds() + " s",
            "%,d executions, %,d branches taken, nothing but the documented errors"
                .formatted(outcome.executions(), outcome.branches()));
  }

  @Test
  void thePlantedBugIsFound() throws IOException {
    Fuzzer.Outcome outcome = run(PlantedBugTarget.class);
    assertThat(outcome.finding()).contains("the planted bug");
    Figures.of(15)
        .control(
            "a target that fails on four certain bytes",
            "found within %,d executions".formatted(outcome.executions()));
  }

  private Fuzzer.Outcome run(Class<?> target) throws IOException {
    return new Fuzzer(folder).run(target, Seeds.of(target.getSimpleName(), folder));
  }
}
