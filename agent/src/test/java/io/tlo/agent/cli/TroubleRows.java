package io.tlo.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rows in which the page of the command line explains why a command does not work. */
public final class TroubleRows {

  private static final String HEADING = "| sentence | cure | exit code |";

  private TroubleRows() {}

  /** Asserts that a row holds the beginning of the failure's sentence, or what stands in it, with its exit code. */
  public static void assertExplained(CommandFailure failure) throws IOException {
    assertThat(rows()).as(failure.sentence()).anySatisfy(cells -> {
      assertThat(cells[3].strip()).isEqualTo(Integer.toString(failure.exitCode()));
      assertThat(cells[1].split(";", -1))
          .anySatisfy(
              each -> assertThat(failure.sentence()).contains(each.strip().split("\\.\\.\\.", -1)));
    });
  }

  private static List<String[]> rows() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("..", "docs", "command-line.md"))) {
      return lines
          .dropWhile(line -> !line.equals(HEADING))
          .skip(2)
          .takeWhile(line -> line.startsWith("| "))
          .map(line -> line.split("\\|", -1))
          .toList();
    }
  }
}
