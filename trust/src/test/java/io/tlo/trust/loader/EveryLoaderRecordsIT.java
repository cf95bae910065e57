package io.tlo.trust.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a program calls is recorded, whatever loads its classes; the program and stderr are as
 * without.
 */
@Tag("jdk")
class EveryLoaderRecordsIT {

  private static final int ROUNDS = Extent.of(500, 500, 50_000);
  private static final String CALL = JmxClient.task("Work", "call");
  private static final String TICK = JmxClient.task("Work", "tick");

  @TempDir
  Path folder;

  static Stream<LoaderKind> kinds() {
    return Extent.isLanding()
        ? Stream.of(LoaderKind.FELIX, LoaderKind.THROWING)
        : Stream.of(LoaderKind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyCallIsRecorded(LoaderKind kind) throws Exception {
    ForkedJvm.Result without = withoutAgent(kind);
    try (ForkedJvm.Running program = start(kind, jvm -> jvm);
        JmxClient client = JmxClient.to(program).await(TICK)) {
      assertThat(program.out())
          .contains("loader " + kind.loader() + "\n")
          .contains(
              "calls " + 2 * ROUNDS + ", bodies " + 2 * ROUNDS + ", thrown " + ROUNDS / 10 + "\n")
          .contains("broken nothing");
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(2L * ROUNDS);
      assertThat(numbers.failed()).isEqualTo(ROUNDS / 10);
      assertThat(numbers.succeeded()).isEqualTo(2L * ROUNDS - ROUNDS / 10);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.say("").await()).isEqualTo(without);
      Figures.of(1)
          .check(
              kind.shown() + ", " + 2 * ROUNDS + " calls",
              numbers.ended() + " recorded; exit code, stdout and stderr as without");
    }
  }

  @Test
  void aTaskInAPackageThatIsNotExportedCanBeTriggered() throws Exception {
    try (ForkedJvm.Running program = start(LoaderKind.LAYER, jvm -> jvm);
        JmxClient client = JmxClient.to(program).await(CALL).await(TICK)) {
      assertThat(program.out()).contains("exported false\n");
      client.call(TICK, "trigger");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> client.number(TICK, "ExecutionsSucceeded") == ROUNDS + 1);
      Numbers numbers = Numbers.of(client);
      assertThat(numbers.calls()).isEqualTo(2L * ROUNDS + 1);
      assertThat(numbers.records()).isEqualTo(numbers.ended());
      assertThat(program.say("").await().out()).endsWith("bodies " + (2 * ROUNDS + 1) + "\n");
      assertThat(program.err()).isEmpty();
      Figures.of(1)
          .check(
              LoaderKind.LAYER.shown() + ", triggered once",
              numbers.calls() - 2L * ROUNDS + " more recorded");
    }
  }

  /** What the program says alone: a framework may have the JVM warn of what it does. */
  private ForkedJvm.Result withoutAgent(LoaderKind kind) throws IOException {
    try (ForkedJvm.Running program = start(kind, ForkedJvm::withoutAgent)) {
      return program.say("").await();
    }
  }

  private ForkedJvm.Running start(LoaderKind kind, LoaderKind.JvmSetting setting)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "run");
    return kind.start(Guest.in(own), own, setting, ROUNDS).awaitOut("done");
  }
}
