package io.tlo.trust.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.trust.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a tool of the JDK the agent loads no class but the one the JVM enters; in a program it
 * starts.
 */
@Tag("jdk")
class NothingWovenInToolsIT {

  private static final String SOURCE = """
      public class Program {
        public static void main(String[] arguments) {
          System.out.println("ran");
        }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void theAgentTakesNoPartInATool() throws Exception {
    List<String> classes = ownClasses(ToolJob.of("keytool", "-help"));
    assertThat(classes).containsExactly("io.tlo.agent.TloAgent");
    Figures.of(10).check("keytool, classes of the agent that are loaded", "" + classes.size());
  }

  @Test
  void theSettingsAreNotEvenReadThere() {
    ToolRun.Outcome outcome = run(ToolJob.of("jar", "--version"), "=on.error=fail,nonsense=1");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void aProgramRunFromItsSourceIsWatched() throws Exception {
    Files.writeString(folder.resolve("Program.java"), SOURCE);
    ToolJob job = ToolJob.of("java", "Program.java");
    ToolRun.Outcome outcome = run(job, "");
    assertThat(outcome.out()).isEqualTo("ran\n");
    assertThat(outcome.err()).matches("\\[tlo] TLO for Java [^ ]+: watching, 0 settings changed\n");
    List<String> classes = ownClasses(job);
    assertThat(classes).contains("io.tlo.agent.weaving.TaskTransformer");
    Figures.of(10)
        .control(
            "a program run from its source, classes of the agent that are loaded",
            "" + classes.size());
  }

  private ToolRun.Outcome run(ToolJob job, String arguments) {
    return new ToolRun(folder, "-javaagent:" + Built.agent() + arguments).run(job);
  }

  private List<String> ownClasses(ToolJob job) throws IOException {
    Path log = Files.createTempFile(folder, "classes", ".log");
    String options = "-Xlog:class+load:file=" + log + ":none";
    new ToolRun(folder, "-javaagent:" + Built.agent() + "=log=error " + options).run(job);
    try (var lines = Files.lines(log)) {
      return lines
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(name -> name.startsWith("io.tlo.") || name.startsWith("net.bytebuddy."))
          .toList();
    }
  }
}
