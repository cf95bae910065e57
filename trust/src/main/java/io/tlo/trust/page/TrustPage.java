package io.tlo.trust.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of docs/trust.md, whose tables stand between marks such as
 * {@code <!-- figures of 3 -->}.
 */
final class TrustPage {

  private static final Pattern TABLE =
      Pattern.compile("(<!-- figures of (\\d+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

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
    return renewed.toString();
  }

  private String tableOf(int promise) {
    Map<String, Map<Integer, String>> rows = new LinkedHashMap<>();
    byJava.forEach((java, all) -> all.stream()
        .filter(each -> each.promise() == promise)
        .forEach(each ->
            rows.computeIfAbsent(each.row(), row -> new TreeMap<>()).put(java, each.figure())));
    StringBuilder table = new StringBuilder(
        "| | " + cells(byJava.keySet().stream().map(java -> "Java " + java).toList()));
    table.append("|---".repeat(1 + byJava.size())).append("|\n");
    rows.forEach((row, figures) -> table
        .append("| ")
        .append(row)
        .append(" | ")
        .append(cells(byJava.keySet().stream()
            .map(java -> figures.getOrDefault(java, "not run"))
            .toList())));
    return table + "| run on | "
        + cells(byJava.values().stream().map(all -> days(promise, all)).toList());
  }

  private static String cells(List<String> texts) {
    return String.join(" | ", texts) + " |\n";
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
