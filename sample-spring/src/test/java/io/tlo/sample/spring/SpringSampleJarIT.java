package io.tlo.sample.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, started as a user starts it: without the agent. */
class SpringSampleJarIT {

  private static final Path JAR = Path.of("target", "tlo-sample-spring.jar");

  @TempDir
  Path directory;

  @Test
  void itDoesItsTasksAndEndsByItself() throws Exception {
    Path errors = directory.resolve("stderr.txt");
    Process sample = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString(),
            "--library.seconds=4")
        .redirectError(errors.toFile())
        .start();
    try {
      List<String> lines = sample.inputReader(UTF_8).lines().toList();

      assertThat(sample.waitFor(30, SECONDS)).isTrue();
      assertThat(sample.exitValue()).isZero();
      assertThat(Files.readString(errors)).isEmpty();
      assertThat(lines)
          .anyMatch(line -> line.endsWith("Reminders: reminded reader 107"))
          .anyMatch(line -> line.endsWith("Reservations: released 0 reservations"))
          .anyMatch(line -> line.endsWith("CatalogueImport: imported the new titles"));
    } finally {
      sample.destroyForcibly();
    }
  }
}
