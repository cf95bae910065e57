package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The document of the command line names each command and option there is, and no other. */
class CommandLineDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "command-line.md");

  private static Map<String, CommandLine> commands() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return CommandStart.commandLine(new Output(nowhere, nowhere, Terminal.UNBOUNDED))
        .getSubcommands();
  }

  private static String document() throws IOException {
    return Files.readString(DOCUMENT);
  }

  @Test
  void eachCommandHasItsSection() throws IOException {
    assertThat(found("(?m)^### `(\\S+)")).containsExactlyElementsOf(commands().keySet());
  }

  @Test
  void eachOptionIsNamedInTheSectionOfItsCommandOrAmongTheCommonOnes() throws IOException {
    String common = document().substring(0, document().indexOf("\n### `"));
    for (Map.Entry<String, CommandLine> each : commands().entrySet()) {
      String section = common + section(each.getKey());
      assertOptionsAreNamed(each.getKey(), each.getValue(), section);
      each.getValue().getSubcommands().forEach((name, command) -> {
        assertThat(section).as(each.getKey()).contains("`" + name);
        assertOptionsAreNamed(each.getKey() + " " + name, command, section);
      });
    }
  }

  private static void assertOptionsAreNamed(String name, CommandLine command, String section) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(section)
          .as(name)
          .containsPattern("`[^`\n]*" + Pattern.quote(option.longestName()) + "\\b");
    }
  }

  @Test
  void eachExitCodeIsExplainedHereAndInTheReadme() throws Exception {
    List<String> codes = new ArrayList<>();
    for (Field each : ExitCode.class.getDeclaredFields()) {
      if (each.getType() == int.class) {
        codes.add(Integer.toString(each.getInt(null)));
      }
    }
    assertThat(codes).contains("0").hasSizeGreaterThan(3);

    assertThat(found("(?m)^\\| (\\d+) \\|")).containsAll(codes).hasSize(codes.size() + 1);
    String readme = Files.readString(Path.of("..", "README.md"));
    String sentence = readme.substring(readme.indexOf("the exit codes: "));
    assertThat(found("[:,] (\\d) [a-z]", sentence.substring(0, sentence.indexOf(". "))))
        .containsExactlyElementsOf(codes);
  }

  @Test
  void theObjectOfEachCommandWithJsonIsDescribed() throws IOException {
    String document = document();
    String table = document.substring(document.indexOf("\n## JSON"));
    String rows = table.substring(0, table.indexOf("\n## ", 1));
    List<String> described = rows.lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> found("`([^`]+)`", line.split("\\|", -1)[1]).stream())
        .toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(withJson("", commands()));
  }

  private static List<String> withJson(String prefix, Map<String, CommandLine> commands) {
    List<String> found = new ArrayList<>();
    commands.forEach((name, command) -> {
      if (command.getCommandSpec().findOption("--json") != null) {
        found.add(prefix + name);
      }
      found.addAll(withJson(name + " ", command.getSubcommands()));
    });
    return found;
  }

  private static String section(String command) throws IOException {
    String document = document();
    int begin = document.indexOf("\n### `" + command);
    int end = document.indexOf("\n##", begin + 1);
    return document.substring(begin, end);
  }

  private static List<String> found(String pattern) throws IOException {
    return found(pattern, document());
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult each) -> each.group(1).replace("`", ""))
        .toList();
  }
}
