package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static String section(String command) throws IOException {
    String document = document();
    int begin = document.indexOf("\n### `" + command);
    int end = document.indexOf("\n##", begin + 1);
    return document.substring(begin, end);
  }

  private static List<String> found(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(document())
        .results()
        .map((MatchResult each) -> each.group(1).replace("`", ""))
        .toList();
  }
}
