package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents, and from them to pictures, lead somewhere. */
class DocumentLinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");
  private static final Pattern LINK_TO_HEADING = Pattern.compile("\\]\\(([^):#]*)#([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void everyFileThatADocumentLinksToIsThere() throws IOException {
    List<Path> targets = new ArrayList<>();
    for (Path document : documents()) {
      targets.addAll(linkedFrom(document));
    }
    assertThat(targets)
        .hasSizeGreaterThan(10)
        .allSatisfy(target -> assertThat(target).exists());
  }

  @Test
  void everyHeadingThatADocumentLinksToIsThere() throws IOException {
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK_TO_HEADING.matcher(Files.readString(document));
      while (link.find()) {
        String file = link.group(1);
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        assertThat(anchors(target)).as("%s: %s", document, link.group()).contains(link.group(2));
        links++;
      }
    }
    assertThat(links).isGreaterThan(10);
  }

  /** Made as GitHub makes them: small letters, a sign for each blank, and nothing else but letters and digits. */
  private static List<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(Files.readString(document))
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\w\\- ]", "")
            .replace(' ', '-'))
        .toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private static List<Path> linkedFrom(Path document) throws IOException {
    List<Path> targets = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(document));
    while (link.find()) {
      String target = link.group(1).replaceAll("#.*", "");
      if (!target.isEmpty() && !target.contains(":")) {
        targets.add(document.resolveSibling(target));
      }
    }
    return targets;
  }
}
