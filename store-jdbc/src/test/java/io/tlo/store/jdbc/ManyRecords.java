package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * Fills a database as five instances of {@code shop} would have in thirty days, without taking the time: the rows
 * are made by the database itself, in the order in which they would have come. Beside it stand two applications
 * with little: {@code kiosk}, whose few records are older than nearly all of the shop's, and {@code mill}, which has
 * tasks and no record.
 */
final class ManyRecords {

  static final int TASKS = 200;
  static final int INSTANCES = 5;
  static final int RUNNING = 50;
  static final int LOST = 25;
  static final int OF_KIOSK = 1_000;
  static final Duration SPAN = Duration.ofDays(30);

  private static final long AT_ONCE = 500_000;
  private static final int KIOSKS_TASKS = 5;

  // Numbers that share no divisor, or the same tasks would fail each time. A quarter of the
  // tasks does half the work.
  private static final String ROWS = """
      select n,
        1 + (n * 7919 % 1009) * (n * 7919 % 1009) * 200 / 1018081 as task,
        n * 15485863 % 100003 as spread,
        :start + (n - 1) * :apart as began,
        case when n > :ended then 'Running'
          when n % (:ended / :lost) = 0 then 'Lost'
          when n * 104729 % 997 < 20 then 'Failed'
          when n * 104729 % 997 < 25 then 'Skipped'
          else 'Succeeded' end as fate
      from\s""";

  private static final String INSERT = """
      insert into tlo_record (instance_id, record_id, task_id, status, begun_by, operator,
        created_at, started_at, finished_at, duration_nanos, thread, result, failure)
      select 1 + n % :instances, n, task,
        case when fate = 'Lost' then 'Failed' else fate end,
        case when n % 3 = 0 then 'SCHEDULE' else 'APPLICATION' end,
        null,
        :began,
        case when fate <> 'Skipped' then :began end,
        case when fate <> 'Running' then :finished end,
        case when fate in ('Succeeded', 'Failed') then task * 100 * spread end,
        'scheduling-' || n % 8,
        case when fate = 'Succeeded' then 'orders: ' || n % 500
          when fate = 'Skipped' then 'OVERLAP' end,
        case when fate = 'Lost' then 'lost with its JVM'
          when fate = 'Failed' then ':failure' end
      from (:rows) as filled""";

  private final TestDatabase kind;
  private final String url;
  private final long records;
  private final Instant start;
  private final Dialect dialect;

  ManyRecords(TestDatabase kind, String url, long records, Instant end) {
    this.kind = kind;
    this.url = url;
    this.records = records;
    this.start = end.minus(SPAN);
    this.dialect = Dialect.of(TestDatabase.settings(url));
  }

  void fill() {
    makeTables();
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement()) {
      if (kind == TestDatabase.SQLITE) {
        // As much as its index pages need while they are filled.
        statement.execute("pragma cache_size = -1000000");
      }
      enterInstancesAndTasks(statement);
      connection.setAutoCommit(false);
      for (long first = 1; first <= records; first += AT_ONCE) {
        statement.executeUpdate(insert(first, Math.min(records, first + AT_ONCE - 1)));
        connection.commit();
      }
      enterKiosk(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError("fill", e);
    }
    tidy();
  }

  private void makeTables() {
    try (JdbcStore store = TestDatabase.open(url)) {
      store.count();
    }
  }

  /** As the database does by itself while it is filled more slowly. */
  private void tidy() {
    if (kind == TestDatabase.POSTGRESQL) {
      TestDatabase.execute(url, "vacuum (analyze)");
    }
  }

  private void enterInstancesAndTasks(Statement statement) throws SQLException {
    for (int i = 1; i <= INSTANCES + 1; i++) {
      String app = i <= INSTANCES ? "shop" : "kiosk";
      statement.executeUpdate("insert into tlo_instance (app, name, version, started_at, seen_at)"
          + " values ('" + app + "', 'node-" + i + "', '1', " + time(micros(start)) + ", "
          + dialect.now()
          + ")");
    }
    for (int i = 1; i <= TASKS + KIOSKS_TASKS + 1; i++) {
      String app = i <= TASKS ? "shop" : i <= TASKS + KIOSKS_TASKS ? "kiosk" : "mill";
      String name = i == 1 ? "Orders.ship" : "Tasks.number" + i;
      statement.executeUpdate(
          "insert into tlo_task (app, name) values ('" + app + "', '" + name + "')");
    }
  }

  private String insert(long first, long last) {
    boolean isSqlite = kind == TestDatabase.SQLITE;
    String numbers = "with recursive numbers(n) as (select " + first
        + " union all select n + 1 from numbers where n < " + last + ") ";
    String series = "generate_series(" + first + "::bigint, " + last + ") n";
    return (isSqlite ? numbers : "")
        + INSERT
            .replace(":rows", ROWS + (isSqlite ? "numbers" : series))
            .replace(":instances", "" + INSTANCES)
            .replace(":start", "" + micros(start))
            .replace(":apart", "" + SPAN.toNanos() / 1_000 / records)
            .replace(":ended", "" + (records - RUNNING))
            .replace(":lost", "" + LOST)
            .replace(":began", time("began"))
            .replace(":finished", time("began + task * spread / 10"))
            .replace(":failure", failure());
  }

  private String time(Object micros) {
    return kind == TestDatabase.SQLITE
        ? String.valueOf(micros)
        : "timestamptz 'epoch' + (" + micros + ") * interval '1 microsecond'";
  }

  private static long micros(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos() / 1_000;
  }

  /** As long as one of a few frames. */
  private static String failure() {
    return "java.io.IOException: the carrier does not answer"
        + "\n\tat com.acme.shop.shipping.CarrierClient.send(CarrierClient.java:117)".repeat(12);
  }

  private void enterKiosk(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_record (instance_id, record_id, task_id, status, begun_by, created_at,"
            + " finished_at) values (?, ?, ?, 'Cancelled', 'APPLICATION', ?, ?)")) {
      for (int i = 1; i <= OF_KIOSK; i++) {
        insert.setLong(1, INSTANCES + 1);
        insert.setLong(2, i);
        insert.setLong(3, TASKS + 1 + i % KIOSKS_TASKS);
        Instant at = start.plusSeconds(i);
        dialect.bind(insert, 4, at);
        dialect.bind(insert, 5, at);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
