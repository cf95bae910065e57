package io.tlo.trust.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of one Java version, by promise. */
final class FigureFile {

  private final Path file;

  FigureFile(Path file) {
    this.file = file;
  }

  List<Figure> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().map(Figure::of).toList();
  }

  /**
   * Replaces the figures of each promise that there are new ones of: whole, so that none outlives
   * its check.
   */
  void renew(List<Figure> found) throws IOException {
    Set<Integer> renewed = found.stream().map(Figure::promise).collect(Collectors.toSet());
    // Of a check that was run more than once the last figure counts.
    Map<List<Object>, Figure> byRow = new LinkedHashMap<>();
    for (Figure each : found) {
      byRow.put(List.of(each.promise(), each.row()), each);
    }
    List<Figure> all = new ArrayList<>(read());
    all.removeIf(each -> renewed.contains(each.promise()));
    all.addAll(byRow.values());
    // Classes of tests run in any order; checks come before their controls, else as they were
    // made.
    all.sort(Comparator.comparingInt(Figure::promise)
        .thenComparing(Figure::kind)
        .thenComparing(Figure::what));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, all.stream().map(Figure::line).toList());
  }
}
