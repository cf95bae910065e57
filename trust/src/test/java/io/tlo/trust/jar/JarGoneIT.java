package io.tlo.trust.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes of the jar while the program runs, even before its first task, does the
 * program no harm.
 */
class JarGoneIT {

  @TempDir
  Path folder;

  private Path classes;
  private Path jar;

  @BeforeEach
  void compile() {
    classes = Recorded.compile(folder.resolve("classes"));
    jar = Jars.copy(folder.resolve("agent/tlo-agent.jar"));
  }

  @Test
  void aJarThatIsDeletedIsStillUsed() throws Exception {
    try (ForkedJvm.Running program = start("reports")) {
      Files.delete(jar);
      assertRecorded("deleted after the start", program);
    }
  }

  @Tag("nightly")
  @Test
  void aJarThatIsReplacedByARenamedOneIsStillUsed() throws Exception {
    Path other = Jars.ofVersion("9.9.9", folder.resolve("agent/new.jar"));
    try (ForkedJvm.Running program = start("reports")) {
      Files.move(other, jar, StandardCopyOption.ATOMIC_MOVE);
      assertRecorded("replaced after the start", program);
    }
  }

  @Test
  void aJarThatIsOverwrittenCostsTheRecordsAndALineAndNotTheProgram() throws Exception {
    byte[] nothing = new byte[(int) Files.size(jar)];
    assertThat(linesAfter("overwritten with zeros after the start", nothing)).isBetween(1L, 2L);
  }

  @Tag("nightly")
  @Test
  void aJarThatIsCutShortCostsTheRecordsAndALineAndNotTheProgram() throws Exception {
    assertThat(linesAfter("cut to nothing after the start", new byte[0])).isBetween(1L, 2L);
  }

  @Tag("nightly")
  @Test
  void aJarThatIsOverwrittenWithAnotherVersionCostsTheProgramNothing() throws Exception {
    byte[] other = Files.readAllBytes(Jars.ofVersion("9.9.9", folder.resolve("other.jar")));
    assertThat(linesAfter("overwritten with another version after the start", other))
        .isLessThan(3);
  }

  /** Returns how many lines the agent says; the program must do what it does. */
  private long linesAfter(String what, byte[] content) throws IOException {
    try (ForkedJvm.Running program = start("is silent")) {
      Files.write(jar, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
      ForkedJvm.Result result = program.say("").await();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).isEqualTo("waits\n5 bodies\n");
      assertThat(result.err().lines()).allMatch(line -> line.startsWith("[tlo] "));
      keepFigure(what, result);
      return result.err().lines().count();
    }
  }

  private ForkedJvm.Running start(String mode) {
    return Recorded.in(classes)
        .agentAt(jar.toString(), "log=error")
        .start(Recorded.MAIN_CLASS, mode)
        .awaitOut("waits");
  }

  private static void assertRecorded(String what, ForkedJvm.Running program) {
    ForkedJvm.Result result = program.say("").await();
    assertThat(result).isEqualTo(new ForkedJvm.Result(0, "waits\n" + Recorded.ONCE, ""));
    keepFigure(what, result);
  }

  private static void keepFigure(String what, ForkedJvm.Result result) {
    Figures.of(13).check(what, Recorded.figure(result));
  }
}
