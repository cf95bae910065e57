package io.tlo.trust.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.trust.CountedProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ours comes to a program in which another agent has woven the task already, and goes again: that
 * one stays.
 */
@Tag("jdk")
class AttachBesideIT {

  private static final int CALLS = Extent.of(200, 1_000, 10_000);

  @TempDir
  private Path folder;

  static Stream<KnownAgent> others() {
    return Stream.of(KnownAgent.values())
        .filter(KnownAgent::weaves)
        .filter(each -> each == KnownAgent.JACOCO || Extent.isFull());
  }

  @ParameterizedTest
  @MethodSource("others")
  void eachCallBetweenIsRecordedAndTheOtherSeesAll(KnownAgent other) throws Exception {
    Neighbour neighbour = other.in(folder);
    try (CountedProgram program = Company.of(neighbour).start(folder)) {
      program.call(CALLS);
      load(program, "log=error");
      String recorded = program.call(CALLS).assertRecorded(CALLS);
      load(program, "detach");
      ForkedJvm.Result result = program.call(CALLS).end();

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.err().lines()).noneMatch(line -> line.contains("[tlo]"));
      assertThat(neighbour.effect(result)).isEqualTo(neighbour.expected(3 * CALLS));
      Figures.of(4)
          .check(
              other.label()
                  + ", ours attached after a third of the calls and detached before the last",
              recorded + "; the other: " + neighbour.effect(result));
    }
  }

  private static void load(CountedProgram program, String arguments) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(Long.toString(program.running().pid()));
    try {
      vm.loadAgent(Built.agent().toString(), arguments);
    } finally {
      vm.detach();
    }
  }
}
