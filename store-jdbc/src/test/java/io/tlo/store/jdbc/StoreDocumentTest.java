package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the store names the tables, columns and versions that there are. */
class StoreDocumentTest {

  @TempDir
  Path folder;

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "store-jdbc.md"));
  }

  @Test
  void everyTableHasItsRowAndEachColumnThatIsNamedIsThere() throws IOException {
    String url = TestDatabase.SQLITE.url(folder);
    try (JdbcStore store = TestDatabase.open(url)) {
      store.enterInstance();

      Map<String, List<String>> tables = tables();
      assertThat(tables.keySet())
          .containsExactlyInAnyOrder(
              listed(url, "from sqlite_master where type = 'table' and name like 'tlo%'"));
      tables.forEach((table, columns) -> assertThat(columns)
          .as(table)
          .isSubsetOf(listed(url, "from pragma_table_info('" + table + "')")));
    }
  }

  private static String[] listed(String url, String from) {
    return TestDatabase.ask(url, "select group_concat(name, ' ') " + from).split(" ", -1);
  }

  @Test
  void theSentenceOnAnotherVersionIsThatOfThisOne() throws IOException {
    assertThat(page())
        .contains("| `the schema is of version " + (Schema.VERSION + 1)
            + ", this store knows those up to " + Schema.VERSION + "` |");
  }

  /** The names of columns in the rows of the page, by table. */
  private static Map<String, List<String>> tables() throws IOException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    page().lines().filter(line -> line.startsWith("| `tlo_")).forEach(line -> {
      List<String> names = Pattern.compile("`([a-z_]+)`")
          .matcher(line)
          .results()
          .map(each -> each.group(1))
          .toList();
      tables.put(names.get(0), names.subList(1, names.size()));
    });
    return tables;
  }
}
