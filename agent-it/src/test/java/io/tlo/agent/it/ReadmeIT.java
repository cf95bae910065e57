package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java and the commands that the README shows, these on the sample application that it tells the reader to start. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReadmeIT {

  private static final Path README = Path.of("..", "README.md");
  private static final String SECTION = "## In a terminal";
  private static final String COMMAND = "java -jar tlo-agent.jar ";
  private static final String PROCESS_ID = "4711";

  @TempDir
  Path folder;

  @Test
  void itsJavaCompiles() throws IOException {
    List<String> snippets = Pattern.compile("(?s)```java\n(.*?)```")
        .matcher(Files.readString(README))
        .results()
        .map(each -> each.group(1).replace("{ ... }", "{}"))
        .toList();
    assertThat(snippets).hasSize(2);
    Path classes = TestProgram.in(folder)
        .compile(
            "package app;\nimport io.tlo.Task;\nclass Tasks {\n" + snippets.get(0) + "}",
            """
            package app;
            import io.tlo.Task;
            import io.tlo.TloContext;
            class Library {
              static class OrderService { @Task void process(Object order) {} }
              static void run(Object order) {
            """ + snippets.get(1) + "}}");
    assertThat(classes.resolve("app")).isDirectoryContaining("glob:**Library.class");
  }

  @Test
  void eachCommandOfTheTerminalSectionSucceedsOnTheSample() throws IOException {
    List<List<String>> commands = commands();
    assertThat(commands).hasSizeGreaterThan(5);
    ForkedJvm jvm = Attachment.open(new ForkedJvm());
    try (ForkedJvm.Running sample = jvm.startJar(Built.file("tlo.it.sample"));
        JmxClient client = JmxClient.to(sample.awaitOut("completed: "))) {
      client.await(JmxClient.task("ReportService", "daily-sales"));

      for (List<String> command : commands) {
        ForkedJvm.Result result = Tlo.run(runnable(command, sample.pid()));
        assertThat(result.exitCode()).as("%s: %s", command, result).isZero();
        assertThat(result.err()).as("%s", command).isEmpty();
      }

      assertThat(client.names("tlo:*")).isEmpty();
      assertThat(sample.err()).isEmpty();
    }
  }

  private static List<List<String>> commands() throws IOException {
    String readme = Files.readString(README);
    int section = readme.indexOf(SECTION);
    int begin = readme.indexOf("```\n", section) + 4;
    return readme
        .substring(begin, readme.indexOf("```", begin))
        .lines()
        .filter(line -> line.startsWith(COMMAND))
        .map(line -> line.substring(COMMAND.length()).split("#", 2)[0].strip())
        .map(line -> List.of(line.split(" ")))
        .toList();
  }

  private static Object[] runnable(List<String> command, long pid) {
    List<Object> words = new ArrayList<>();
    for (String word : command) {
      words.add(word.equals(PROCESS_ID) ? pid : word);
    }
    if (command.get(0).equals("watch")) {
      // Without it the table is drawn again until Ctrl-C.
      words.addAll(List.of("--count", 1));
    }
    return words.toArray();
  }
}
