package io.tlo.trust.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tlo.testing.ForkedJvm;
import io.tlo.trust.CountedProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside any other agent the program runs as ever, each call is recorded, and the other does its
 * work too.
 */
class GetsAlongIT {

  private static final int CALLS = Extent.of(200, 1_000, 10_000);

  @TempDir
  private Path folder;

  private static List<String> usualOut;

  @BeforeAll
  static void runWithoutAnyAgent(@TempDir Path alone) {
    usualOut = Company.of().run(alone, CALLS).out().lines().toList();
    assertThat(usualOut).contains("ready", "ended");
  }

  /** Each with ours first; behind the other only where that costs little, unless all is asked for. */
  static Stream<Arguments> orders() {
    if (Extent.isLanding()) {
      return Stream.of(
          Arguments.of(KnownAgent.OPEN_TELEMETRY, 0),
          Arguments.of(KnownAgent.JMX_EXPORTER, 0),
          Arguments.of(KnownAgent.JACOCO, 1));
    }
    Stream<Arguments> oursFirst = Stream.of(KnownAgent.values()).map(each -> Arguments.of(each, 0));
    Stream<Arguments> oursLast = Stream.of(KnownAgent.values())
        .filter(each -> each.isCheap() || Extent.isFull())
        .map(each -> Arguments.of(each, 1));
    return Stream.concat(oursFirst, oursLast);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void withOneOther(KnownAgent other, int ownPlace) {
    String figure = check(List.of(other.in(folder)), ownPlace);
    Figures.of(4).check(other.label() + (ownPlace == 0 ? ", ours first" : ", ours last"), figure);
  }

  @Tag("nightly")
  @Test
  void withThreeOthers() {
    assumeTrue(Extent.isFull(), "too long for a night");
    List<KnownAgent> others =
        List.of(KnownAgent.OPEN_TELEMETRY, KnownAgent.JACOCO, KnownAgent.ASPECTJ);
    String figure = check(others.stream().map(each -> each.in(folder)).toList(), 1);
    Figures.of(4)
        .check(
            String.join(" and ", others.stream().map(KnownAgent::label).toList())
                + " at once, ours second",
            figure);
  }

  /** Runs the program and returns what was seen. */
  private String check(List<Neighbour> others, int ownPlace) {
    Company company = Company.of(others.toArray(Neighbour[]::new)).withOurs(ownPlace);
    try (CountedProgram program = company.start(folder)) {
      String recorded = program.call(CALLS).assertRecorded(CALLS);
      others.forEach(each -> each.look(program.running()));
      ForkedJvm.Result result = program.end();

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(company.outOfProgram(result)).isEqualTo(usualOut);
      assertThat(result.err().lines()).noneMatch(line -> line.contains("[tlo]"));
      assertThat(others)
          .allSatisfy(each -> assertThat(each.effect(result)).isEqualTo(each.expected(CALLS)));
      return recorded + ", output the same; the other: "
          + String.join("; ", others.stream().map(each -> each.effect(result)).toList());
    }
  }
}
