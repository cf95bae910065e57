package io.tlo.sample.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, started as a user starts it: without the agent. */
class SpringSampleJarIT {

  private static final Path JAR = Path.of("target", "tlo-sample-spring.jar");

  private static final List<String> EXPECTED = List.of(
      "Reminders: reminded reader 107",
      "Reservations: released 0 reservations",
      "CatalogueImport: imported the new titles");

  @TempDir
  Path directory;

  /** Four seconds are enough for all, except where a busy machine leaves it little of them. */
  @Test
  void itDoesItsTasksAndEndsByItself() throws Exception {
    List<String> lines = linesOfARun(4);
    for (int seconds = 16;
        seconds <= 64 && !EXPECTED.stream().allMatch(isIn(lines));
        seconds *= 2) {
      lines = linesOfARun(seconds);
    }
    assertThat(EXPECTED).as("lines of %s", lines).allMatch(isIn(lines));
  }

  private static Predicate<String> isIn(List<String> lines) {
    return expected -> lines.stream().anyMatch(line -> line.endsWith(expected));
  }

  /** Returns what it prints until it ends by itself. */
  private List<String> linesOfARun(int seconds) throws Exception {
    Path errors = directory.resolve("stderr.txt");
    Process sample = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString(),
            "--library.seconds=" + seconds)
        .redirectError(errors.toFile())
        .start();
    try {
      List<String> lines = sample.inputReader(UTF_8).lines().toList();

      assertThat(sample.waitFor(120, SECONDS)).isTrue();
      assertThat(sample.exitValue()).isZero();
      assertThat(Files.readString(errors)).isEmpty();
      return lines;
    } finally {
      sample.destroyForcibly();
    }
  }
}
