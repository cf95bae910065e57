package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.TestProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/write-your-own-store.md, done as it says. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OwnStoreGuideIT {

  private static final Path PAGE = Path.of("..", "docs", "write-your-own-store.md");
  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      public class Main {
        public static void main(String[] arguments) {
          for (int i = 0; i < 3; i++) work();
          System.out.println("done");
        }
        @Task static void work() {}
      }
      """;

  @TempDir
  Path folder;

  private String page = "";

  @BeforeEach
  void copyWhatLiesBesideIt() throws IOException {
    page = Files.readString(PAGE);
    Files.copy(Built.core(), folder.resolve("tlo-core.jar"));
    Files.copy(Built.agent(), folder.resolve("tlo-agent.jar"));
    Path classes = TestProgram.in(folder.resolve("application")).compile(MAIN);
    Files.writeString(
        folder.resolve("manifest"), "Main-Class: app.Main\nClass-Path: tlo-core.jar\n");
    shell("jar --create --file app.jar --manifest manifest -C " + classes + " app");
    Path sources = Files.createDirectories(folder.resolve("com/acme"));
    for (String source : blocks("java")) {
      Matcher name = CLASS.matcher(source);
      assertThat(name.find()).isTrue();
      Files.writeString(sources.resolve(name.group(1) + ".java"), source);
    }
  }

  private List<String> blocks(String language) {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(page)
        .results()
        .map(each -> each.group(1))
        .toList();
  }

  /** Runs commands as somebody would who reads the page; returns what they said. */
  private String shell(String commands) {
    try {
      Path said = Files.createTempFile(folder, "said", ".txt");
      ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", commands)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(said.toFile());
      String bin = Path.of(System.getProperty("java.home"), "bin").toString();
      builder.environment().merge("PATH", bin, (path, own) -> own + File.pathSeparator + path);
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
      Process process = builder.start();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("%s", Files.readString(said)).isZero();
      return Files.readString(said);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(commands, e);
    }
  }

  @Test
  void itsCommandsBuildAStoreThatGetsEveryExecution() throws IOException {
    List<String> commands = blocks("sh");
    assertThat(commands).hasSize(2);
    assertThat(shell(commands.get(0))).isEmpty();
    assertThat(shell(commands.get(1)))
        .matches("\\[tlo] TLO for Java \\S+: watching, 2 settings changed\ndone\n");
    assertThat(Files.readAllLines(folder.resolve("executions.txt")))
        .hasSize(3)
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z Main\\.work Succeeded"));
  }

  @Test
  void whatItsProviderNeedsAndLacksIsTold() {
    shell(blocks("sh").get(0));
    String said = shell("java -javaagent:tlo-agent.jar=log=error,task.state.store=lines,"
        + "extensions=line-store.jar -jar app.jar");
    assertThat(said)
        .isEqualTo("done\n[tlo] task.state.store: 'lines' (from agent argument) cannot be opened:"
            + " java.lang.IllegalStateException: the variable LINES_FILE is not set; set it to a"
            + " path; InMemoryTaskStateStore is used\n");
  }
}
