package io.tlo.trust.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of docs/trust.md, whose tables stand between marks such as
 * {@code <!-- figures of 3 -->} and {@code <!-- end -->}; the times of all are at
 * {@code <!-- times -->}.
 */
final class TrustPage {

  private static final Pattern TABLE =
      Pattern.compile("(<!-- figures of (\\d+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private static final Pattern TIMES =
      Pattern.compile("(<!-- times -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private static final Pattern PROMISE = Pattern.compile("(?m)^## (\\d+)\\. .*");

  private final Map<Integer, List<Figure>> byJava;

  /** A page of the figures of each Java version. */
  TrustPage(Map<Integer, List<Figure>> byJava) {
    this.byJava = new TreeMap<>(byJava);
  }

  /**
   * Returns a page with its tables made anew.
   *
   * @throws IllegalArgumentException if there are figures of a promise that the page has no place
   *     for
   */
  String renew(String page) {
    TreeSet<Integer> left = new TreeSet<>();
    byJava.values().forEach(all -> all.forEach(each -> left.add(each.promise())));
    Matcher table = TABLE.matcher(page);
    StringBuilder renewed = new StringBuilder();
    while (table.find()) {
      int promise = Integer.parseInt(table.group(2));
      left.remove(promise);
      table.appendReplacement(
          renewed, Matcher.quoteReplacement(table.group(1) + tableOf(promise) + table.group(3)));
    }
    table.appendTail(renewed);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("the page has no place for the figures of promise "
          + left.stream().map(String::valueOf).collect(Collectors.joining(", "))
          + "; give it '<!-- figures of N -->' and '<!-- end -->'");
    }
    return TIMES
        .matcher(renewed)
        .replaceAll(all -> Matcher.quoteReplacement(all.group(1) + times(page) + all.group(2)));
  }

  private String tableOf(int promise) {
    Map<String, String> tests = new LinkedHashMap<>();
    Map<String, Map<Integer, String>> rows = new LinkedHashMap<>();
    byJava.forEach((java, all) -> all.stream()
        .filter(each -> each.promise() == promise && !each.isTime())
        .forEach(each -> {
          tests.put(each.row(), each.test());
          rows.computeIfAbsent(each.row(), row -> new TreeMap<>()).put(java, each.figure());
        }));
    StringBuilder table = new StringBuilder("| |" + javaCells((java, all) -> "Java " + java))
        .append(" test |\n")
        .append("|---".repeat(2 + byJava.size()))
        .append("|\n");
    rows.forEach((row, figures) -> table
        .append("| " + row + " |")
        .append(javaCells((java, all) -> figures.getOrDefault(java, "not run")))
        .append(" `" + tests.get(row) + "` |\n"));
    return table + "| run on |" + javaCells((java, all) -> days(promise, all)) + " |\n";
  }

  /** How long the tests of each promise took, and all of them. */
  private String times(String page) {
    StringBuilder table = new StringBuilder("| |" + javaCells((java, all) -> "Java " + java))
        .append("\n" + "|---".repeat(1 + byJava.size()) + "|\n");
    Matcher promise = PROMISE.matcher(page);
    while (promise.find()) {
      int number = Integer.parseInt(promise.group(1));
      table
          .append("| " + promise.group().substring("## ".length()) + " |")
          .append(javaCells((java, all) ->
              time(all.stream().filter(each -> each.promise() == number).toList())))
          .append("\n");
    }
    return table + "| all |" + javaCells((java, all) -> time(all)) + "\n";
  }

  private static String time(List<Figure> figures) {
    long seconds = figures.stream()
        .filter(Figure::isTime)
        .mapToLong(each -> Long.parseLong(each.figure()))
        .sum();
    return seconds / 60 + " min " + seconds % 60 + " s";
  }

  /** A cell for each Java version, closed on its right. */
  private String javaCells(BiFunction<Integer, List<Figure>, String> cell) {
    StringBuilder cells = new StringBuilder();
    byJava.forEach(
        (java, all) -> cells.append(" ").append(cell.apply(java, all)).append(" |"));
    return cells.toString();
  }

  /** The days on which the figures of a promise were found, and whether in full. */
  private static String days(int promise, List<Figure> figures) {
    String days = figures.stream()
        .filter(each -> each.promise() == promise)
        .map(each -> each.date() + " (" + each.extent() + ")")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
    return days.isEmpty() ? "not run" : days;
  }
}
