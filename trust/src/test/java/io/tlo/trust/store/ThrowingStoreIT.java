package io.tlo.trust.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import io.tlo.trust.PrintedNumbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store and a registry that throw whatever can be thrown, two times out of three. */
class ThrowingStoreIT {

  private static final String STEPS = "create;update;register;remove";

  @TempDir
  static Path folder;

  private static Path classes = Path.of("");

  @BeforeAll
  static void compile() {
    classes = FaultyParts.compile(folder);
  }

  /** What is thrown where. */
  private record Fault(String kind, String steps) {}

  @Test
  void everyResultAndExceptionIsWhatItIsWithoutTheAgent() {
    String calls = Integer.toString(Extent.of(4_000, 40_000, 40_000));
    String expected =
        FaultyParts.outcome(FaultyParts.unwatched(classes, "dropping=true").run("app.Main", calls));
    assertThat(expected).contains("wrong 0\n", "foreign frames 0\n");
    long made = 0;
    long dropped = 0;
    List<Fault> faults = faults();
    for (Fault fault : faults) {
      ForkedJvm.Result result = FaultyParts.watched(
              classes,
              "fault.kind=" + fault.kind(),
              "fault.steps=" + fault.steps(),
              "paced=true",
              "dropping=true")
          .run("app.Main", calls);
      assertThat(FaultyParts.outcome(result)).as("%s", fault).isEqualTo(expected);
      assertThat(result.exitCode()).isZero();
      made += FaultyParts.calls(result.out());
      dropped += assertCounted(fault, result);
    }
    Figures.of(7)
        .check(
            faults.size() + " programs whose store and registry throw twelve Throwables at "
                + STEPS.replace(";", ", "),
            made + " calls, results and exceptions identical, no agent frame, " + dropped
                + " records dropped and counted");
  }

  /** Returns how many records were dropped, which the store knows too. */
  private static long assertCounted(Fault fault, ForkedJvm.Result result) {
    PrintedNumbers numbers = FaultyParts.numbers(result.out());
    long thrown = numbers.get("thrown.create") + numbers.get("thrown.update");
    long ended = numbers.ended();
    assertThat(ended).as("%s", fault).isEqualTo(FaultyParts.calls(result.out()));
    assertThat(numbers.all())
        .as("%s", fault)
        .containsEntry("ExecutionsRunning", 0L)
        .containsEntry("ExecutionsSkipped", 0L)
        .containsEntry("ExecutionsCancelled", 0L)
        .containsEntry("AdviceFailures", 0L)
        .containsEntry("RecordsDropped", thrown)
        .containsEntry("RecordsKept", ended - thrown)
        .containsEntry("create", ended)
        .doesNotContainKey("never");
    assertThat(result.err().lines().map(line -> line.replaceFirst("(?<=store|registry) .*", "")))
        .as("%s: a line each at most", fault)
        .isSubsetOf("[tlo] the custom store", "[tlo] the custom registry")
        .doesNotHaveDuplicates();
    assertThat(fault.steps().split(";"))
        .as("%s in %s", fault, numbers)
        .allSatisfy(step -> assertThat(numbers.get("thrown." + step)).as(step).isPositive());
    if (fault.kind().equals("cycle")) {
      for (int kind = 0; kind < FaultyParts.KINDS; kind++) {
        assertThat(numbers.get("kind." + kind)).isPositive();
      }
    }
    return thrown;
  }

  private static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>(List.of(new Fault("cycle", STEPS)));
    if (Extent.isFull()) {
      for (int kind = 0; kind < FaultyParts.KINDS; kind++) {
        faults.add(new Fault(Integer.toString(kind), "create;register"));
        faults.add(new Fault(Integer.toString(kind), "update;remove"));
      }
    }
    return faults;
  }

  @Test
  void aLibraryThatCallsTheSameStoreItselfChangesWhatTheApplicationSees() {
    String expected = FaultyParts.outcome(FaultyParts.unwatched(classes).run("app.Main", "2000"));
    String seen = FaultyParts.outcome(FaultyParts.unwatched(
            classes, "naive=true", "fault.kind=cycle", "fault.steps=create;update")
        .run("app.Main", "2000"));
    assertThat(seen).isNotEqualTo(expected).doesNotContain("wrong 0\n");
    String wrong =
        seen.lines().filter(line -> line.startsWith("wrong")).findFirst().orElseThrow();
    Figures.of(7)
        .control(
            "the same store called where the call is made",
            wrong.substring("wrong ".length()) + " of 2,000 calls went wrong");
  }
}
