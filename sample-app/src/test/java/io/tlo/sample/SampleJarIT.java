package io.tlo.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, started as a user starts it: without the agent. */
class SampleJarIT {

  private static final Path JAR = Path.of("target", "tlo-sample-app.jar");
  private static final int TERMINATED = 128 + 15;

  @TempDir
  Path directory;

  private @Nullable Process process;

  @AfterEach
  void endWhatIsLeft() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void itEndsByItselfAndPrintsNothingButCompletedOrders() throws Exception {
    Process sample = start("--seconds", "2");

    List<String> lines = sample.inputReader(UTF_8).lines().toList();

    assertThat(sample.waitFor(120, SECONDS)).isTrue();
    assertThat(sample.exitValue()).isZero();
    assertThat(errors()).isEmpty();
    assertThat(lines).isNotEmpty().allMatch(line -> line.matches("order \\d{4} completed: .+"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // There a process can only be killed.
  void aSignalLetsItFinishTheOrderInHandAndEnd() throws Exception {
    Process sample = start();
    BufferedReader out = sample.inputReader(UTF_8);
    List<String> lines = new ArrayList<>(List.of(out.readLine()));

    // Process.destroy would close the streams as well.
    sample.toHandle().destroy();
    lines.addAll(out.lines().toList());

    assertThat(sample.waitFor(120, SECONDS)).isTrue();
    assertThat(sample.exitValue()).isEqualTo(TERMINATED);
    assertThat(errors()).isEmpty();
    assertThat(lines).allMatch(line -> line.matches("order \\d{4} completed: .+"));
  }

  @Test
  void aBadArgumentEndsItWithTheUsageExitCode() throws Exception {
    Process sample = start("--minutes", "1");

    assertThat(sample.waitFor(120, SECONDS)).isTrue();
    assertThat(sample.exitValue()).isEqualTo(2);
    assertThat(sample.inputReader(UTF_8).lines()).isEmpty();
    assertThat(errors())
        .containsExactly("'--minutes' is unknown, allowed are --seconds N and --help");
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(args));
    process = new ProcessBuilder(command).redirectError(errorFile().toFile()).start();
    return process;
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(errorFile());
  }

  private Path errorFile() {
    return directory.resolve("stderr.txt");
  }
}
