package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that other programs can use of an exported package has Javadoc. */
class PublicJavadocTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final List<String> EXPORTED =
      List.of("io.tlo", "io.tlo.fleet", "io.tlo.registry", "io.tlo.state");

  @TempDir
  private Path folder;

  /** Returns the places without Javadoc that the compiler's doclint finds. */
  private List<String> undocumented(Stream<Path> sources) {
    List<String> command = new ArrayList<>(List.of(
        "-Xdoclint:missing/protected",
        "-Xdoclint/package:" + String.join(",", EXPORTED),
        // Nothing is to be written.
        "-XDshould-stop.ifNoError=FLOW",
        "-Xmaxwarns",
        "10000",
        "-proc:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        folder.toString()));
    sources.map(Path::toString).filter(each -> each.endsWith(".java")).forEach(command::add);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(javac.run(out, out, command.toArray(new String[0])))
        .as("%s", said)
        .isZero();
    return said.toString()
        .lines()
        .filter(line -> line.endsWith(": no comment"))
        .map(line -> line.substring(line.lastIndexOf('/') + 1))
        .toList();
  }

  @Test
  void everyPublicElementOfAnExportedPackageHasJavadoc() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String each : EXPORTED) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(each.replace('.', '/')))) {
        files.forEach(sources::add);
      }
    }

    assertThat(undocumented(sources.stream())).isEmpty();
  }

  @Test
  void elementWithoutJavadocIsFound() throws IOException {
    Path source = folder.resolve("Bare.java");
    Files.writeString(source, """
        package io.tlo;
        /** Documented. */
        public interface Bare {
          /** Documented. */
          void told();
          void untold();
        }
        """);

    assertThat(undocumented(Stream.of(source)))
        .singleElement()
        .asString()
        .startsWith("Bare.java:6: ");
  }
}
