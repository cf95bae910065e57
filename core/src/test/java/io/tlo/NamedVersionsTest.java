package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The versions of other products that the documents name are those that the tests and benchmarks run with. */
class NamedVersionsTest {

  private static final Path ROOT = Path.of("..");
  /** Not part of an address, as 127.0.0.1 is. */
  private static final Pattern VERSION =
      Pattern.compile("(?<![\\d.])\\d+\\.\\d+\\.\\d+(?!\\.?\\d)");

  @Test
  void clientsOfTheGuideAreThoseOfTheTests() throws IOException {
    assertThat(versions("docs/user-guide.md", "")).hasSize(3).isSubsetOf(versionsOf("agent-it"));
  }

  @Test
  void exporterOfTheRulesIsThatOfTheTests() throws IOException {
    assertThat(versions("docs/prometheus-rules.yml", "#"))
        .hasSize(1)
        .isSubsetOf(versionsOf("agent-it"));
  }

  @Test
  void neighboursOfThePromisesAreThoseOfTheTests() throws IOException {
    assertThat(versions("docs/trust.md", "**Check.**"))
        .hasSizeGreaterThan(10)
        .isSubsetOf(versionsOf("trust"));
  }

  @Test
  void othersThatAreMeasuredAreThoseOfTheBenchmarks() throws IOException {
    assertThat(versions("docs/performance.md", "* Others are measured"))
        .hasSize(2)
        .isSubsetOf(versionsOf("benchmarks"));
  }

  private static Set<String> versionsOf(String module) throws IOException {
    return versions(module + "/pom.xml", "");
  }

  /** The versions in the lines of a file that begin so. */
  private static Set<String> versions(String file, String begin) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve(file))) {
      Set<String> versions = new TreeSet<>();
      lines
          .filter(line -> line.startsWith(begin))
          .flatMap(line -> VERSION.matcher(line).results())
          .forEach(version -> versions.add(version.group()));
      return versions;
    }
  }
}
