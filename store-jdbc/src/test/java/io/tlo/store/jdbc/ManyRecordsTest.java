package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Tier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The store with many records: twenty thousand in the usual run, ten million with
 * {@code -Dtlo.test.store.records=10000000}, when it prints what it measured.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class ManyRecordsTest {

  private static final long USUAL = 20_000;
  private static final long RECORDS = Long.getLong("tlo.test.store.records", USUAL);
  private static final int ROUNDS = RECORDS > USUAL ? 5 : 1;
  private static final int BATCHES = RECORDS > USUAL ? 400 : 4;
  private static final boolean HAS_OWN_SERVER = RECORDS > USUAL || Tier.isNightly();
  private static final int RETENTION_DAYS = 27;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @TempDir
  Path folder;

  private @Nullable EmbeddedPostgres server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsAnsweredAndOldRecordsGoWhileNewOnesCome(TestDatabase kind) throws Exception {
    String url = url(kind);
    Instant end = Instant.now();
    Measured measured = new Measured(kind + ", " + RECORDS + " records", ROUNDS);
    try {
      measured.once("filled", () -> new ManyRecords(kind, url, RECORDS, end).fill());
      measured.line("bytes a record: " + bytes(kind, url) / RECORDS);
      askDashboards(measured, kind, url, end.minus(Duration.ofDays(10)));
      read(measured, url);
      askConsole(measured, url);
      readOthers(measured, url);
      deleteOldWhileWriting(measured, url);
    } finally {
      if (RECORDS > USUAL) {
        System.out.println(measured);
      }
    }
    assertThat(TestDatabase.ask(url, old(url))).as("old records").isEqualTo("0");
    assertThat(TestDatabase.ask(url, "select count(*) from tlo_record where status = 'Cancelled'"))
        .as("records of another application")
        .isEqualTo("" + ManyRecords.OF_KIOSK);
  }

  /** Where it is measured what is committed is on the disk, as it is where nobody has changed that. */
  private String url(TestDatabase kind) throws IOException, SQLException {
    if (kind == TestDatabase.SQLITE || !HAS_OWN_SERVER) {
      return kind.url(folder);
    }
    server = TestDatabase.starter()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
    return server.getJdbcUrl("postgres", "postgres");
  }

  private static long bytes(TestDatabase kind, String url) {
    return Long.parseLong(TestDatabase.ask(
        url,
        kind == TestDatabase.SQLITE
            ? "select page_count * page_size from pragma_page_count(), pragma_page_size()"
            : "select sum(pg_total_relation_size(relid)) from pg_stat_user_tables"));
  }

  private static void askDashboards(
      Measured measured, TestDatabase kind, String url, Instant middle) throws Exception {
    for (DashboardQuery each : DashboardQuery.of(kind)) {
      String sql = each.sql()
          .replace("2026-11-23 02:00", MINUTE.format(middle))
          .replace("2026-11-23 03:00", MINUTE.format(middle.plus(Duration.ofHours(1))));
      assertThat(measured.often(each.title(), () -> rows(url, sql))).as(sql).isPositive();
    }
  }

  private static int rows(String url, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int rows = 0;
      while (row.next()) {
        rows++;
      }
      return rows;
    }
  }

  /** Deletes nothing by itself, as long as the test may take. */
  private static JdbcStore open(String url, String app) {
    return TestDatabase.open(url, "app.name", app, "store.retention", "365d");
  }

  private static void read(Measured measured, String url) throws Exception {
    try (JdbcStore store = open(url, "shop")) {
      long newest = store.latest(1).get(0).id();
      assertThat(measured.often("latest(100)", () -> store.latest(100).size())).isEqualTo(100);
      assertThat(measured.often("latest(10000)", () -> store.latest(10_000).size()))
          .isEqualTo(10_000);
      measured.often("latest(task, 100)", () -> store.latest("Orders.ship", 100).size());
      assertThat(measured.often("get(id)", () -> store.get(newest).stream().count()))
          .isEqualTo(1);
      assertThat(measured.often("count()", store::count)).isEqualTo(RECORDS);
    }
  }

  /** What the commands under {@code fleet} ask. */
  private static void askConsole(Measured measured, String url) throws Exception {
    StoreSettings settings = TestDatabase.settings(url);
    try (JdbcConsole console = JdbcConsole.open(settings, Dialect.of(settings))) {
      assertThat(measured.often("fleet tasks", () -> console.tasks("shop").size()))
          .isPositive();
      assertThat(measured.often(
              "fleet history", () -> console.records("shop", null, false, 20).size()))
          .isEqualTo(20);
      measured.often(
          "fleet history TASK",
          () -> console.records("shop", "Orders.ship", false, 20).size());
      assertThat(measured.often(
              "fleet failures", () -> console.records("shop", null, true, 20).size()))
          .isEqualTo(20);
      measured.often(
          "fleet failures TASK",
          () -> console.records("shop", "Orders.ship", true, 20).size());
      assertThat(measured.often(
              "fleet instances", () -> console.instances("shop", 20).size()))
          .isPositive();
      measured.often("fleet audit", () -> console.audit("shop", 20).size());
    }
  }

  /** Of an application with little, beside the one with much. */
  private static void readOthers(Measured measured, String url) throws Exception {
    try (JdbcStore kiosk = open(url, "kiosk");
        JdbcStore mill = TestDatabase.open(url, "app.name", "mill", "store.retention", "1d")) {
      assertThat(
              measured.often("latest(100) of few, old", () -> kiosk.latest(100).size()))
          .isEqualTo(100);
      assertThat(measured.often("latest(100) of none", () -> mill.latest(100).size()))
          .isZero();
      measured.once("retention that finds nothing", mill::deleteOld);
    }
  }

  private static void deleteOldWhileWriting(Measured measured, String url) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (JdbcStore writing = open(url, "shop")) {
      WrittenBatches batches = new WrittenBatches(writing);
      batches.writeWhile(done -> done < BATCHES);
      measured.line("writing alone: " + batches);

      batches = batches.next();
      Future<?> deletion = other.submit(() -> deleteOld(measured, url));
      batches.writeWhile(done -> done == 0 || !deletion.isDone());
      deletion.get();
      measured.line("writing beside retention: " + batches);
    } finally {
      other.shutdown();
    }
  }

  private static void deleteOld(Measured measured, String url) {
    try (JdbcStore store = TestDatabase.open(url, "store.retention", RETENTION_DAYS + "d")) {
      measured.once("retention", store::deleteOld);
    }
  }

  private static String old(String url) {
    // A row of the small run is two minutes after the one before it.
    int seconds = RETENTION_DAYS * 86_400 + 3_600;
    return "select count(*) from tlo_record where status in ('Succeeded', 'Failed', 'Skipped')"
        + " and created_at < " + Dialect.of(TestDatabase.settings(url)).secondsAgo(seconds);
  }
}
