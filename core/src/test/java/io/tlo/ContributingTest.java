package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of CONTRIBUTING.md name the modules and the properties of tests that there are. */
class ContributingTest {

  private static final Path ROOT = Path.of("..");
  private static final String PROPERTIES = "| property | test | meaning |";
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern SIZE_OR_SEED =
      Pattern.compile("\"(tlo\\.\\w+(?:\\.\\w+)*\\.(?:seed|seconds|rounds))\"");

  @Test
  void everyModuleHasItsRow() throws IOException {
    List<String> modules = found(ROOT.resolve("pom.xml"), Pattern.compile("<module>(.+)</module>"));
    assertThat(modules).hasSizeGreaterThan(10);
    assertThat(cells(table("| folder | what belongs there |"), 1)).containsAll(modules);
  }

  @Test
  void everyPropertyIsReadByItsTest() throws IOException {
    String sources = testSources();
    List<String> rows = table(PROPERTIES);
    assertThat(rows).hasSizeGreaterThan(10);
    for (String row : rows) {
      for (String property : cells(List.of(row), 1)) {
        assertThat(sources).as(property).contains('"' + property + '"');
      }
      for (String test : cells(List.of(row), 2)) {
        assertThat(sources).as(test).contains(test.contains("/") ? test : "class " + test + " ");
      }
    }
  }

  @Test
  void everySeedAndEveryLengthThatATestReadsHasItsRow() throws IOException {
    Set<String> read = new TreeSet<>();
    SIZE_OR_SEED.matcher(testSources()).results().forEach(each -> read.add(each.group(1)));
    assertThat(cells(table(PROPERTIES), 1)).hasSizeGreaterThan(10).containsAll(read);
  }

  /** All of them, each behind its path. Other modules may be built meanwhile: what they make is not looked at. */
  private static String testSources() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path module : folders(ROOT)) {
      append(module.resolve("src/test/java"), sources);
      for (Path part : folders(module)) {
        append(part.resolve("src/test/java"), sources);
      }
    }
    return sources.toString();
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isDirectory).toList();
    }
  }

  private static void append(Path folder, StringBuilder sources) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path each : files.filter(ContributingTest::isOther).toList()) {
          sources.append(each).append('\n').append(Files.readString(each));
        }
      }
    }
  }

  private static boolean isOther(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("ContributingTest.java");
  }

  private static List<String> table(String heading) throws IOException {
    return Files.readString(ROOT.resolve("CONTRIBUTING.md"))
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .skip(2)
        .takeWhile(line -> line.startsWith("| "))
        .toList();
  }

  private static List<String> cells(List<String> rows, int column) {
    List<String> cells = new ArrayList<>();
    for (String row : rows) {
      QUOTED
          .matcher(row.split("\\|", -1)[column])
          .results()
          .map(each -> each.group(1))
          .forEach(cells::add);
    }
    return cells;
  }

  private static List<String> found(Path file, Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(Collectors.toList());
  }
}
