package io.tlo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents, and from them to pictures, lead somewhere. */
class DocumentLinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

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
