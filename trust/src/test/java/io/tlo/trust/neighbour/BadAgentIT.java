package io.tlo.trust.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.trust.ControlAgent;
import io.tlo.trust.CountedProgram;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The control: an agent that gets along with nobody. It takes the task's class file from where it
 * lies and not from the agents before it, so what they have woven is gone.
 */
class BadAgentIT {

  private static final int CALLS = Extent.of(200, 1_000, 1_000);

  private static final String AGENT = """
      package bad;
      import java.io.*;
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;
      public class Agent implements ClassFileTransformer {
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Agent(), true);
        }
        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] given) {
          if (!"app/Counted".equals(name)) return null;
          try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      """;

  @TempDir
  private Path folder;

  private Neighbour bad() {
    Path jar = ControlAgent.in(folder, "bad.Agent").jar(AGENT);
    return new LineWriter(jar, "", List.of(), List.of(), "-", "lines", null);
  }

  @Test
  void behindOursItLeavesNothingToRecord() {
    try (CountedProgram program = Company.of(bad()).withOurs(0).start(folder)) {
      program.call(CALLS);

      assertThatThrownBy(() -> program.assertRecorded(CALLS))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("calls in Numbers[succeeded=0, failed=0");
      Figures.of(4)
          .control(
              "ours first, then an agent that brings the class file from disk",
              CountedProgram.figure(program.numbers(), CALLS));
    }
  }

  /** It knows of nobody who comes later. */
  @Tag("nightly")
  @Test
  void beforeOursItTakesNothingAway() {
    try (CountedProgram program = Company.of(bad()).withOurs(1).start(folder)) {
      String recorded = program.call(CALLS).assertRecorded(CALLS);
      Figures.of(4).check("an agent that brings the class file from disk, then ours", recorded);
    }
  }

  static Stream<KnownAgent> serving() {
    return Stream.of(KnownAgent.JMX_EXPORTER, KnownAgent.JOLOKIA).limit(Extent.of(1, 2, 2));
  }

  /** The control of those that weave nothing. */
  @ParameterizedTest
  @MethodSource("serving")
  void whereOursIsNotPublishedNothingOfItIsServed(KnownAgent other) throws Exception {
    Neighbour neighbour = other.in(folder);
    try (CountedProgram program = Company.of(neighbour).withOurs(0).start(folder)) {
      program.call(CALLS).assertRecorded(CALLS);
      neighbour.look(program.running());
      try (JmxClient client = JmxClient.to(program.running())) {
        client.server().unregisterMBean(new ObjectName(JmxClient.REGISTRY));
      }
      assertThatThrownBy(() -> neighbour.look(program.running()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ExecutionsSucceeded");
      Figures.of(4)
          .control(
              other.label() + " after somebody has unregistered the Registry", "nothing served");
    }
  }

  static Stream<KnownAgent> others() {
    return Stream.of(KnownAgent.values())
        .filter(KnownAgent::weaves)
        .filter(each -> each.isCheap() || Extent.isFull())
        .filter(each -> each == KnownAgent.JACOCO || !Extent.isLanding());
  }

  @ParameterizedTest
  @MethodSource("others")
  void inThePlaceOfOursItTakesTheOthersWorkAway(KnownAgent other) {
    Neighbour neighbour = other.in(folder);
    ForkedJvm.Result result = Company.of(neighbour, bad()).run(folder, CALLS);

    String effect = neighbour.effect(result);
    assertThat(effect).isNotEqualTo(neighbour.expected(CALLS));
    Figures.of(4)
        .control(
            other.label() + ", then an agent that brings the class file from disk",
            "the other: " + effect);
  }
}
