package io.tlo.trust.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    return new Figure(promise, kind, what, figure, "2026-11-26", "full");
  }

  @Test
  void aTableHasARowForEachCheckAndAColumnForEachJava() {
    String page =
        new TrustPage(Map.of(17, List.of(LOADERS, KEPT), 25, List.of(LOADERS))).renew(PAGE);
    assertThat(page).isEqualTo("""
        ## 3. No leak

        <!-- figures of 3 -->
        | | Java 17 | Java 25 |
        |---|---|---|
        | 20,000 loaders | none left | none left |
        | **control:** loaders kept | OutOfMemoryError | not run |
        | run on | 2026-11-26 (full) | 2026-11-26 (full) |
        <!-- end -->
        The end.
        """);
    assertThat(new TrustPage(Map.of(17, List.of(LOADERS, KEPT), 25, List.of(LOADERS))).renew(page))
        .isEqualTo(page);
  }

  @Test
  void figuresThatThePageHasNoPlaceForAreRefused() {
    TrustPage page = new TrustPage(Map.of(17, List.of(figure(4, "check", "any", "any"))));
    assertThatThrownBy(() -> page.renew(PAGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no place for the figures of promise 4");
  }

  @Test
  void newFiguresReplaceAllOfTheirPromiseAndNoOthers() throws IOException {
    FigureFile file = new FigureFile(folder.resolve("docs/java-17.tsv"));
    Figure other = figure(2, "check", "WildFly", "20 of 20");
    Figure later = figure(3, "check", "10,000 loaders", "none left");
    file.renew(List.of(KEPT, LOADERS, other));
    assertThat(file.read()).containsExactly(other, LOADERS, KEPT);
    file.renew(List.of(figure(3, "check", "10,000 loaders", "one left"), later));
    assertThat(file.read()).containsExactly(other, later);
  }

  @Test
  void aLineThatIsNotOfSixColumnsIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("figures.tsv"), "3\tcheck\n");
    assertThatThrownBy(() -> new FigureFile(file).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not six columns: '3\tcheck'");
  }

  @Test
  void theTablesInThePageAreThoseOfTheKeptFigures() throws IOException {
    Path page = Path.of(System.getProperty("tlo.trust.page"));
    assertThat(Main.renewed(page)).isEqualTo(Files.readString(page));
  }
}
