package io.tlo.trust.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.trust.Extent;
import io.tlo.trust.Figures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where {@code java} runs no program, nothing tells the agent so before it: it says its line on
 * stderr as in an application, and all else is the same.
 */
@Tag("jdk")
class JavaItselfIT {

  private static final List<ToolJob> JOBS = List.of(
          ToolJob.of("java", "-version"),
          ToolJob.of("java", "--version"),
          ToolJob.of("java", "-help"),
          ToolJob.of("java", "--list-modules"),
          ToolJob.of("java", "-XshowSettings:locale", "-version"))
      .subList(0, Extent.of(2, 5, 5));

  @TempDir
  Path folder;

  @Test
  void whatJavaSaysOfItselfIsTheSameButForTheAgentsLine() {
    for (ToolJob job : JOBS) {
      ToolRun.Outcome without = run("without", "-Dtrust=harmless", job);
      ToolRun.Outcome with = run("with", "-javaagent:" + Built.agent(), job);
      assertThat(with.exitCode())
          .as(job.toString())
          .isEqualTo(without.exitCode())
          .isZero();
      assertThat(with.out()).as(job.toString()).isEqualTo(without.out());
      List<String> said = with.err().lines().toList();
      assertThat(said).as(job.toString()).filteredOn(JavaItselfIT::isOurs).hasSize(1);
      assertThat(said.stream().filter(line -> !isOurs(line)))
          .as(job.toString())
          .containsExactlyElementsOf(without.err().lines().toList());
    }
    Figures.of(10)
        .check(
            "java -version, -help, --list-modules and the like, " + JOBS.size() + " runs",
            "exit code and stdout the same; the agent's one line on stderr");
  }

  private static boolean isOurs(String line) {
    return line.startsWith("[tlo] TLO for Java ");
  }

  private ToolRun.Outcome run(String name, String options, ToolJob job) {
    return new ToolRun(folder.resolve(name), options).run(job);
  }
}
