package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store and a registry of which none can be made: the class or its constructor fails, or hangs.
 */
class BrokenFromTheStartIT {

  private static final String CALLS = "2000";

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");

  @BeforeAll
  static void compile() {
    classes = FaultyParts.compile(folder);
  }

  @Test
  void withoutAStoreAndARegistryMemoryKeepsTheRecords() {
    String expected = FaultyParts.outcome(FaultyParts.unwatched(classes).run("app.Main", CALLS));
    int programs = 0;
    // In less than all every sixth kind, or only the one that tells nothing of itself.
    int step = Extent.of(12, 6, 1);
    for (int kind = step - 1; kind < FaultyParts.KINDS; kind += step) {
      assertWorks(expected, kind, "store.constructor;registry.static");
      assertWorks(expected, kind, "store.static;registry.constructor");
      programs += 2;
    }
    Figures.of(7)
        .check(
            programs + " programs whose store and registry throw from constructor or initialiser",
            "results and exceptions identical, one line for each, records in memory");
  }

  private static void assertWorks(String expected, int kind, String steps) {
    ForkedJvm.Result result = FaultyParts.watched(
            classes, "fault.kind=" + kind, "fault.steps=" + steps, "fault.always=true")
        .run("app.Main", CALLS);
    assertThat(FaultyParts.outcome(result)).as(steps + kind).isEqualTo(expected);
    PrintedNumbers numbers = FaultyParts.numbers(result.out());
    long made = FaultyParts.calls(result.out());
    assertThat(numbers.ended()).isEqualTo(made);
    assertThat(numbers.records()).isEqualTo(made);
    assertThat(numbers.all()).containsEntry("AdviceFailures", 0L).doesNotContainKey("create");
    assertThat(result.err().lines()).as("%s", result).hasSizeLessThanOrEqualTo(2);
    assertThat(result.err()).contains("task.state.store: ", "task.registry: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"store", "registry"})
  void oneWhoseConstructorHangsDoesNotKeepTheMBeansFromComing(String part) {
    try (ForkedJvm.Running program = FaultyParts.watched(
                classes,
                "fault.kind=block",
                "fault.steps=" + part + ".constructor",
                "fault.always=true",
                "fault.millis=600000")
            .start("app.Main", CALLS, "wait")
            .awaitOut("done");
        JmxClient client = JmxClient.to(program)) {
      long before = System.nanoTime();
      client.await(JmxClient.task("Main", "number"));
      long millis = (System.nanoTime() - before) / 1_000_000;
      Numbers numbers = Numbers.of(client);
      assertThat(threads(client)).as("while it hangs").contains("at custom.Fault.block");
      assertThat(numbers.calls()).isEqualTo(FaultyParts.calls(program.out()));
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      Figures.of(7)
          .check(
              "a " + part + " whose constructor hangs",
              "MBeans there after " + millis + " ms, while it hangs");
    }
  }

  private static String threads(JmxClient client) {
    return client
        .call(
            "com.sun.management:type=DiagnosticCommand", "threadPrint", new Object[] {new String[0]
            })
        .toString();
  }
}
