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

/** The architecture's page names each package of library and agent, and no class that is not there. */
class ArchitectureDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern PACKAGE = Pattern.compile("\\b(io\\.tlo(?:\\.[a-z]+)*)");
  private static final Pattern CLASS = Pattern.compile("\\b([A-Z][a-z]+(?:[A-Z][a-z]+)+)\\b");
  /** Those of the JDK's and the woven code's that the page speaks of. */
  private static final Set<String> OTHERS =
      Set.of("MutableCallSite", "RemoteException", "TimerThread", "TloHook");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/architecture.md"));
  }

  @Test
  void everyPackageIsNamed() throws IOException {
    Set<String> named = found(PACKAGE, page().replace("; cli.exit:", " io.tlo.agent.cli.exit"));
    Set<String> packages = new TreeSet<>();
    for (String module : Set.of("core", "agent")) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      for (Path each : javaFiles(sources)) {
        packages.add(sources.relativize(each.resolveSibling("")).toString().replaceAll("\\W", "."));
      }
    }
    assertThat(packages).hasSizeGreaterThan(10);
    assertThat(named).isEqualTo(packages);
  }

  @Test
  void everyClassThatIsNamedIsThere() throws IOException {
    Set<String> classes = new TreeSet<>(OTHERS);
    for (String module : Set.of("core", "agent", "store-jdbc")) {
      for (Path each : javaFiles(ROOT.resolve(module).resolve("src/main/java"))) {
        classes.add(each.getFileName().toString().replace(".java", ""));
      }
    }
    assertThat(found(CLASS, page())).hasSizeGreaterThan(40).isSubsetOf(classes);
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(each -> found.add(each.group(1)));
    return found;
  }

  private static Set<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Set<Path> found = new TreeSet<>();
      files
          .filter(each -> each.getNameCount() > folder.getNameCount() + 1)
          .filter(each -> each.toString().endsWith(".java"))
          .forEach(found::add);
      return found;
    }
  }
}
