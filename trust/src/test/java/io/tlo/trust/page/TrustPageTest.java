package io.tlo.trust.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustPageTest {

  private static final String PAGE = """
      ## 3. No leak

      <!-- figures of 3 -->
      <!-- end -->
      The end.
      """;

  private static final Figure LOADERS = figure(3, "check", "20,000 loaders", "none left");
  private static final Figure KEPT = figure(3, "control", "loaders kept", "OutOfMemoryError");

  @TempDir
  Path folder;

  private static Figure figure(int promise, String kind, String what, String figure) {
    return new Figure(promise, kind, what, figure, "2026-11-26", "full", "LoadersIT");
  }

  @Test
  void aTableHasARowForEachCheckAndAColumnForEachJava() {
    String page =
        new TrustPage(Map.of(17, List.of(LOADERS, KEPT), 25, List.of(LOADERS))).renew(PAGE);
    assertThat(page).isEqualTo("""
        ## 3. No leak

        <!-- figures of 3 -->
        | | Java 17 | Java 25 | test |
        |---|---|---|---|
        | 20,000 loaders | none left | none left | `LoadersIT` |
        | **control:** loaders kept | OutOfMemoryError | not run | `LoadersIT` |
        | run on | 2026-11-26 (full) | 2026-11-26 (full) | |
        <!-- end -->
        The end.
        """);
    assertThat(new TrustPage(Map.of(17, List.of(LOADERS, KEPT), 25, List.of(LOADERS))).renew(page))
        .isEqualTo(page);
  }

  @Test
  void theTimesOfATestsFiguresAreThoseOfItsReport() throws IOException {
    report("a", "io.tlo.trust.LoadersIT", "3,725.4");
    report("b", "io.tlo.trust.LoadersIT", "1.5");
    report("c", "io.tlo.trust.OtherIT", "100");
    List<Figure> found = new TestTimes(folder).addedTo(List.of(LOADERS, KEPT));
    assertThat(found).containsExactly(LOADERS, KEPT, LOADERS.timed(3727));
    String page = new TrustPage(Map.of(17, found, 25, List.of(KEPT)))
        .renew(PAGE + "<!-- times -->\n<!-- end -->\n");
    assertThat(page).doesNotContain("3727").endsWith("""
        <!-- times -->
        | | Java 17 | Java 25 |
        |---|---|---|
        | 3. No leak | 62 min 7 s | 0 min 0 s |
        | all | 62 min 7 s | 0 min 0 s |
        <!-- end -->
        """);
  }

  private void report(String file, String test, String seconds) throws IOException {
    Files.writeString(
        folder.resolve("TEST-" + file + ".xml"),
        "<?xml version=\"1.0\"?>\n<testsuite name=\"%s\" time=\"%s\"><testcase/></testsuite>"
            .formatted(test, seconds));
  }

  @Test
  void figuresThatThePageHasNoPlaceForAreRefused() {
    TrustPage page = new TrustPage(Map.of(17, List.of(figure(4, "check", "any", "any"))));
    assertThatThrownBy(() -> page.renew(PAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no place for the figures of promise 4");
  }

  @Test
  void newFiguresReplaceAllOfTheirTestAndNoOthers() throws IOException {
    FigureFile file = new FigureFile(folder.resolve("docs/java-17.tsv"));
    Figure other =
        new Figure(3, "check", "100 deployments", "none left", "2026-11-26", "full", "OtherIT");
    Figure later = figure(3, "check", "10,000 loaders", "none left");
    file.renew(List.of(KEPT, LOADERS, other));
    assertThat(file.read()).containsExactly(other, LOADERS, KEPT);
    assertThatThrownBy(() -> file.renew(List.of(
            new Figure(3, "check", "100 deployments", "1 left", "2026-11-26", "full", "NewIT"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'100 deployments' of promise 3: OtherIT and NewIT");
    file.renew(List.of(figure(3, "check", "10,000 loaders", "one left"), later));
    assertThat(file.read()).containsExactlyInAnyOrder(other, later);
  }

  @Test
  void aLineThatIsNotOfSevenColumnsIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("figures.tsv"), "3\tcheck\n");
    assertThatThrownBy(() -> new FigureFile(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not seven columns: '3\tcheck'");
  }

  @Test
  void thePageHasACommandForEachPackageOfTests() throws IOException {
    Path page = Path.of(System.getProperty("tlo.trust.page"));
    List<String> commands = firstGroups(
        "(?m)^\\*\\*Command\\.\\*\\* `scripts/test-suite --trust --full --"
            + " -Dit\\.test='io/tlo/trust/(\\w+)/\\*IT'`$",
        Files.readString(page));
    try (Stream<Path> tests = Files.walk(Path.of("src/test/java/io/tlo/trust"))) {
      String all = tests.map(each -> each + "\n").collect(Collectors.joining());
      assertThat(commands)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              Set.copyOf(firstGroups("/(\\w+)/\\w+IT\\.java\n", all)));
    }
  }

  private static List<String> firstGroups(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    List<String> named =
        firstGroups("`(\\w+IT)`", Files.readString(Path.of(System.getProperty("tlo.trust.page"))));
    try (Stream<Path> all = Files.walk(Path.of(".."))) {
      assertThat(all.map(each -> String.valueOf(each.getFileName()).replace(".java", "")))
          .containsAll(named);
    }
  }

  @Test
  void theTablesInThePageAreThoseOfTheKeptFigures() throws IOException {
    Path page = Path.of(System.getProperty("tlo.trust.page"));
    assertThat(Main.renewed(page)).isEqualTo(Files.readString(page));
  }
}
