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
   * Replaces the figures of each test that there are new ones of: whole, so that none outlives its
   * check.
   *
   * @throws IllegalArgumentException if two tests have figures of the same row
   */
  void renew(List<Figure> found) throws IOException {
    Set<String> renewed = found.stream().map(Figure::test).collect(Collectors.toSet());
    Map<List<Object>, Figure> byRow = new LinkedHashMap<>();
    read().stream()
        .filter(each -> !renewed.contains(each.test()))
        .forEach(each -> put(byRow, each));
    // Of a check that was run more than once the last figure counts.
    found.forEach(each -> put(byRow, each));
    List<Figure> all = new ArrayList<>(byRow.values());
    // Classes of tests run in any order; checks come before their controls, else as they were
    // made.
    all.sort(Comparator.comparingInt(Figure::promise)
        .thenComparing(Figure::kind)
        .thenComparing(Figure::what));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, all.stream().map(Figure::line).toList());
  }

  private static void put(Map<List<Object>, Figure> byRow, Figure figure) {
    Figure before = byRow.put(List.of(figure.promise(), figure.kind(), figure.what()), figure);
    if (before != null && !before.test().equals(figure.test())) {
      throw new IllegalArgumentException("two tests have the row '%s' of promise %d: %s and %s"
          .formatted(figure.row(), figure.promise(), before.test(), figure.test()));
    }
  }
}
