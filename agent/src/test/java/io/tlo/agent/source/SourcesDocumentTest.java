package io.tlo.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the sources has a row for each framework, and that of the MBeans each way of a trigger. */
class SourcesDocumentTest {

  private static final Path DOCUMENTS = Path.of("..", "docs");

  @Test
  void everyWordOfTheSettingHasItsRow() throws IOException {
    List<String> words = Stream.of(
            SettingKey.ADOPT.allowed().replaceAll(";.*", "").split(", ", -1))
        .filter(word -> !word.equals("all") && !word.equals("none"))
        .toList();

    assertThat(onByDefault().keySet()).containsExactlyElementsOf(words);
  }

  @Test
  void whatIsOnByDefaultIsSaid() throws IOException {
    List<String> defaults = List.of(SettingKey.ADOPT.defaultText().split(";", -1));

    assertThat(onByDefault())
        .allSatisfy((word, isOn) ->
            assertThat(isOn).as(word).isEqualTo(defaults.contains(word) ? "yes" : "no"));
  }

  @Test
  void everyWayOfATriggerIsNamed() throws IOException {
    assertThat(Files.readString(DOCUMENTS.resolve("jmx.md")))
        .contains(Stream.of(Source.values())
            .map(Source::way)
            .filter(way -> !way.isEmpty())
            .map(way -> '`' + way + '`')
            .toList());
  }

  /** The cells under "on by default", by word. */
  private static Map<String, String> onByDefault() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    Files.readString(DOCUMENTS.resolve("sources.md"))
        .lines()
        .filter(line -> line.matches("\\| `[a-z-]+` \\| .*"))
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rows.put(cells[1].strip().replace("`", ""), cells[3].strip()));
    return rows;
  }
}
