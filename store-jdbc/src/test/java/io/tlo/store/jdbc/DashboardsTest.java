package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the queries of docs/dashboards.md answer, on each kind of database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DashboardsTest {

  private static final String IO = "java.io.IOException: no answer\n\tat shop.Orders.ship";
  private static final String EMPTY = "java.lang.IllegalStateException: empty";

  @TempDir
  Path folder;

  private final List<JdbcStore> opened = new ArrayList<>();
  private final Instant now = Instant.now();

  @AfterEach
  void close() {
    opened.forEach(JdbcStore::close);
  }

  @Test
  void thePageHasEachQueryForBothDatabases() {
    List<String> titles = titles(TestDatabase.POSTGRESQL);

    assertThat(titles)
        .containsExactly(
            "Slowest tasks this week",
            "How slow one task is",
            "Failure rate by task",
            "What failed last",
            "What runs now, and where",
            "What ran where, and when",
            "What was lost with its JVM",
            "How busy each instance was");
    assertThat(titles(TestDatabase.SQLITE)).isEqualTo(titles);
    assertThat(DashboardQuery.blocks()).isEqualTo(2L * titles.size());
  }

  private static List<String> titles(TestDatabase kind) {
    return DashboardQuery.of(kind).stream().map(DashboardQuery::title).toList();
  }

  @ParameterizedTest
  @EnumSource
  void theSlowestTasksStandFirst(TestDatabase kind) {
    String url = aWeek(kind);

    assertThat(ask(kind, url, "Slowest tasks this week"))
        .containsExactly("Orders.bill, 2, 1500, 2000", "Orders.ship, 3, 200, 300");
  }

  @ParameterizedTest
  @EnumSource
  void ofOneTaskItIsToldHowLongMostExecutionsTook(TestDatabase kind) {
    String url = kind.url(folder);
    List<TaskStateRecord> hundred = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      hundred.add(succeeded(i, "Orders.ship", now.minusSeconds(i), Duration.ofMillis(i * 10L)));
    }
    open(url, "node-a").write(hundred);

    assertThat(ask(kind, url, "How slow one task is")).containsExactly("100, 500, 950, 1000");
  }

  @ParameterizedTest
  @EnumSource
  void theTasksThatFailMostStandFirst(TestDatabase kind) {
    String url = aWeek(kind);

    assertThat(ask(kind, url, "Failure rate by task"))
        .containsExactly("Orders.bill, 2, 1, 50.0", "Orders.ship, 3, 1, 33.3");
  }

  @ParameterizedTest
  @EnumSource
  void theNewestFailuresStandFirstWithTheirFirstLine(TestDatabase kind) {
    String url = aWeek(kind);

    assertThat(ask(kind, url, "What failed last", "task", "instance", "failure"))
        .containsExactly(
            "Orders.bill, node-b, lost with its JVM",
            "Orders.bill, node-b, java.lang.IllegalStateException: empty",
            "Orders.ship, node-a, java.io.IOException: no answer");
  }

  @ParameterizedTest
  @EnumSource
  void whatRunsNowIsToldWithItsInstance(TestDatabase kind) {
    String url = aWeek(kind);

    assertThat(ask(kind, url, "What runs now, and where", "task", "instance", "thread"))
        .containsExactly("Orders.bill, node-a, worker-1");
    assertThat(ask(kind, url, "What runs now, and where", "seconds"))
        .singleElement()
        .satisfies(seconds -> assertThat(Long.parseLong(seconds)).isBetween(89L, 300L));
  }

  @ParameterizedTest
  @EnumSource
  void whatRanBetweenTwoTimesIsToldInItsOrder(TestDatabase kind) {
    String url = kind.url(folder);
    Instant two = Instant.parse("2026-11-23T02:00:00Z");
    open(url, "node-a")
        .write(List.of(
            succeeded(1, "Nightly.clean", two, Duration.ofSeconds(90)),
            succeeded(2, "Nightly.clean", two.minusMillis(1), Duration.ofSeconds(1)),
            succeeded(3, "Nightly.clean", two.plusSeconds(3_600), Duration.ofSeconds(1))));
    open(url, "node-b")
        .write(List.of(
            failed(1, "Nightly.report", two.plusSeconds(3_599), Duration.ofSeconds(1), EMPTY)));

    assertThat(ask(kind, url, "What ran where, and when"))
        .containsExactly(
            "2026-11-23 02:00:00, 2026-11-23 02:01:30, node-a, Nightly.clean, Succeeded",
            "2026-11-23 02:59:59, 2026-11-23 03:00:00, node-b, Nightly.report, Failed");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasLostIsToldWithItsInstance(TestDatabase kind) {
    String url = aWeek(kind);

    assertThat(ask(kind, url, "What was lost with its JVM", "task", "instance"))
        .containsExactly("Orders.bill, node-b");
  }

  @ParameterizedTest
  @EnumSource
  void whatEachInstanceDidInTheLastDayIsTold(TestDatabase kind) {
    String url = aWeek(kind);
    open(url, "node-d").write(List.of(succeeded(1, "Orders.ship", days(2), Duration.ZERO)));
    String title = "How busy each instance was";

    assertThat(ask(kind, url, title, "instance", "executions", "failed", "busy_seconds"))
        .containsExactly("node-a, 5, 1, 1", "node-b, 2, 2, 2", "node-d, 0, 0, 0");
    assertThat(ask(kind, url, title, "last_seen")).doesNotContain("null");
    List<String> ended = ask(kind, url, title, "ended");
    assertThat(ended).element(0).isEqualTo("null");
    assertThat(ended).element(1).isNotEqualTo("null");
  }

  /** SQLite plans by the indexes alone, however many records there are; of ten million each is too many to be read. */
  @Test
  void sqliteReadsTheRecordsThroughIndexesThatLeaveMostOut() throws Exception {
    String url = aWeek(TestDatabase.SQLITE);

    for (DashboardQuery each : DashboardQuery.of(TestDatabase.SQLITE)) {
      assertThat(plan(url, each.sql()))
          .as(each.title())
          .anySatisfy(step -> assertThat(step).contains("tlo_record"))
          .noneMatch(step -> step.matches("SCAN (r|tlo_record)( USING .*)?")
              && !step.matches(".* USING INDEX tlo_record_(running|lost)"));
    }
  }

  private static List<String> plan(String url, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement()) {
      return rows(statement.executeQuery("explain query plan " + sql), "detail");
    }
  }

  /** What two instances did; one of them has ended, and left an execution. Another application did as much. */
  private String aWeek(TestDatabase kind) {
    String url = kind.url(folder);
    open(url, "node-a")
        .write(List.of(
            succeeded(1, "Orders.ship", now.minusSeconds(3_600), Duration.ofMillis(100)),
            succeeded(2, "Orders.ship", now.minusSeconds(7_200), Duration.ofMillis(300)),
            failed(3, "Orders.ship", now.minusSeconds(10_000), Duration.ofMillis(200), IO),
            succeeded(4, "Orders.bill", days(2), Duration.ofSeconds(1)),
            pending(5, "Orders.bill", now.minusSeconds(3_600))
                .ended(TaskStatus.SKIPPED, now.minusSeconds(3_600), null, "OVERLAP", null),
            succeeded(6, "Orders.ship", days(8), Duration.ofSeconds(90)),
            running(7, "Orders.bill", now.minusSeconds(90))));
    leave(url, "node-b");
    leave(url, "node-c", "app.name", "warehouse");
    open(url, "node-c", "app.name", "warehouse")
        .write(List.of(running(1, "Orders.ship", now.minusSeconds(30))));
    return url;
  }

  private void leave(String url, String name, String... more) {
    JdbcStore store = open(url, name, more);
    store.write(List.of(
        failed(1, "Orders.bill", now.minusSeconds(1_800), Duration.ofSeconds(2), EMPTY),
        running(2, "Orders.bill", now.minusSeconds(600))));
    store.endInstance();
    store.close();
    opened.remove(store);
  }

  private JdbcStore open(String url, String name, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(List.of("instance.name", name, "store.retention", "365d"));
    JdbcStore store = TestDatabase.open(url, settings.toArray(String[]::new));
    opened.add(store);
    return store;
  }

  private Instant days(int ago) {
    return now.minus(Duration.ofDays(ago));
  }

  private static TaskStateRecord pending(long id, String task, Instant at) {
    return TaskStateRecord.pending(id, task, TaskTrigger.SCHEDULE, at);
  }

  private static TaskStateRecord running(long id, String task, Instant at) {
    return pending(id, task, at).running(at, "worker-1");
  }

  private static TaskStateRecord succeeded(long id, String task, Instant at, Duration took) {
    return running(id, task, at).ended(TaskStatus.SUCCEEDED, at.plus(took), took, "done", null);
  }

  private static TaskStateRecord failed(
      long id, String task, Instant at, Duration took, String failure) {
    return running(id, task, at).ended(TaskStatus.FAILED, at.plus(took), took, null, failure);
  }

  /** Returns the rows of the query under a heading, those columns of it or all. */
  private static List<String> ask(TestDatabase kind, String url, String title, String... columns) {
    String sql = DashboardQuery.of(kind).stream()
        .filter(each -> each.title().equals(title))
        .findFirst()
        .orElseThrow()
        .sql();
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement()) {
      if (kind == TestDatabase.POSTGRESQL) {
        statement.execute("set time zone 'UTC'");
      }
      return rows(statement.executeQuery(sql), columns);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static List<String> rows(ResultSet row, String... columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (row.next()) {
      List<String> cells = new ArrayList<>();
      if (columns.length == 0) {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(cell(row.getString(i)));
        }
      }
      for (String column : columns) {
        cells.add(cell(row.getString(column)));
      }
      rows.add(String.join(", ", cells));
    }
    return rows;
  }

  /** PostgreSQL says with each time in which zone it is. */
  private static String cell(@Nullable String text) {
    return String.valueOf(text).replace("+00", "");
  }
}
