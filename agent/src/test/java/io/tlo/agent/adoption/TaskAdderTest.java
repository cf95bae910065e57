package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.agent.NeverRun;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import io.tlo.runtime.TaskRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies of a class and classes of one simple name: their tasks are told apart, and settings mean all of them. */
class TaskAdderTest {

  private @Nullable TaskRuntime runtime;
  private @Nullable TaskAdder adder;

  private void start(String... keysAndValues) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      given.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    TaskRuntime made = new TaskRuntime(
        TloSettings.read(given, "test", new Properties(), Map.of()),
        false,
        false,
        (sentence, cause) -> {},
        entry -> {});
    runtime = made;
    adder = new TaskAdder(made.memoryRegistry(), made.tasks());
  }

  @AfterEach
  void close() {
    if (runtime != null) {
      runtime.close(Duration.ZERO);
    }
  }

  /** Adds the task of a method without parameters, as at the load of its class. */
  private LiveTask add(String className, String method) {
    TaskDefinition plain = TaskDefinition.builder(
            TaskNaming.group(className), method, TaskNaming.method(className, method, List.of()))
        .build();
    return Objects.requireNonNull(adder).add(plain, className, new NeverRun(), TaskTraits.PLAIN);
  }

  @Test
  void theSameClassOfAnotherLoaderGetsANumberAndAnotherClassItsFullName() {
    start();

    assertThat(add("com.acme.Job", "nightly").name()).isEqualTo("Job.nightly");
    assertThat(add("com.acme.Job", "nightly").name()).isEqualTo("Job.nightly#2");
    assertThat(add("com.acme.Job", "nightly").name()).isEqualTo("Job.nightly#3");
    assertThat(add("com.acme.b.Job", "nightly").name()).isEqualTo("com.acme.b.Job.nightly");
    assertThat(add("com.acme.b.Job", "nightly").name()).isEqualTo("com.acme.b.Job.nightly#2");
  }

  @Test
  void disabledHoldsForEveryCopyOfAClass() {
    start("disabled", "Job.nightly");

    assertThat(add("com.acme.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.Job", "hourly").enabled()).isTrue();
  }

  @Test
  void disabledHoldsForEveryClassOfThatSimpleName() {
    start("disabled", "Job.nightly");

    assertThat(add("com.acme.a.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.b.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.b.Job", "nightly").enabled()).isFalse();
  }

  @Test
  void disabledMeansOneClassByItsFullNameWhicheverIsLoadedFirst() {
    start("disabled", "com.acme.b.Job.nightly");

    assertThat(add("com.acme.b.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.a.Job", "nightly").enabled()).isTrue();
    assertThat(add("com.acme.b.Job", "nightly").enabled()).isFalse();
  }

  @Test
  void whatAnOperatorSwitchedHoldsForTheCopyThatComesLater() {
    start("disabled", "Job.hourly");
    LiveTask nightly = add("com.acme.Job", "nightly");
    LiveTask hourly = add("com.acme.Job", "hourly");

    Objects.requireNonNull(runtime).steering().switchTo(nightly, false);
    Objects.requireNonNull(runtime).steering().switchTo(hourly, true);

    assertThat(add("com.acme.Job", "nightly").enabled()).isFalse();
    assertThat(add("com.acme.Job", "hourly").enabled()).isTrue();
    assertThat(add("com.acme.b.Job", "nightly").enabled()).isTrue();
  }

  @Test
  void exclusiveHoldsForEveryCopyOfAClass() {
    start("exclusive", "Job.nightly");

    assertThat(add("com.acme.Job", "nightly").isExclusive()).isTrue();
    assertThat(add("com.acme.Job", "nightly").isExclusive()).isTrue();
    assertThat(add("com.acme.b.Job", "nightly").isExclusive()).isTrue();
    assertThat(add("com.acme.Job", "hourly").isExclusive()).isFalse();
  }
}
