package io.tlo.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of the page docs/dashboards.md.
 *
 * @param title the heading that it stands under
 * @param sql without the line that names the database
 */
record DashboardQuery(String title, String sql) {

  private static final Path PAGE = Path.of("../docs/dashboards.md");
  private static final Pattern HEADING_OR_BLOCK = Pattern.compile(
      "^## ([^\n]+)$|^```sql\n-- (\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** Returns the queries for one kind of database, as the page has them. */
  static List<DashboardQuery> of(TestDatabase kind) {
    List<DashboardQuery> queries = new ArrayList<>();
    String title = "";
    Matcher next = HEADING_OR_BLOCK.matcher(page());
    while (next.find()) {
      if (next.group(1) != null) {
        title = next.group(1);
      } else if (next.group(2).equalsIgnoreCase(kind.name())) {
        queries.add(new DashboardQuery(title, next.group(3).strip().replaceAll(";$", "")));
      }
    }
    return queries;
  }

  /** Returns how many blocks of SQL the page has, for whichever database. */
  static long blocks() {
    return page().lines().filter(line -> line.startsWith("```sql")).count();
  }

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
