package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DatabaseTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  Path folder;

  @Test
  void aTransactionThatADeadlockEndedIsDoneAgain() {
    String url = TestDatabase.POSTGRESQL.url(folder);
    TestDatabase.execute(url, "create table counted as select 1 as id, 0 as n union select 2, 0");
    StoreSettings settings = TestDatabase.settings(url);
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch bothHaveOne = new CountDownLatch(2);
    // The common pool may have a single thread, and the two wait for each other.
    Executor threads = task -> new Thread(task).start();
    try (Database database = new Database(settings, Dialect.of(settings))) {
      CompletableFuture<Void> one = CompletableFuture.runAsync(
          () -> database.inTransaction(connection -> count(connection, 1, 2, begun, bothHaveOne)),
          threads);
      CompletableFuture<Void> other = CompletableFuture.runAsync(
          () -> database.inTransaction(connection -> count(connection, 2, 1, begun, bothHaveOne)),
          threads);

      assertThat(one).succeedsWithin(LONG);
      assertThat(other).succeedsWithin(LONG);
    }
    assertThat(begun).hasValue(3);
    assertThat(TestDatabase.ask(url, "select sum(n) from counted")).isEqualTo("4");
  }

  private static boolean count(
      Connection connection, int first, int second, AtomicInteger begun, CountDownLatch bothHaveOne)
      throws SQLException {
    begun.incrementAndGet();
    String sql = "update counted set n = n + 1 where id = ";
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql + first);
      bothHaveOne.countDown();
      bothHaveOne.await();
      statement.execute(sql + second);
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theIsolationThatADatabaseHasByDefaultDoesNotMatter() {
    String url = TestDatabase.POSTGRESQL.url(folder);
    String strict = "-c%20default_transaction_isolation=serializable";
    StoreSettings settings =
        TestDatabase.settings(url + (url.contains("?") ? "&" : "?") + "options=" + strict);
    try (Database database = new Database(settings, Dialect.of(settings))) {
      assertThat(database.with(Connection::getTransactionIsolation))
          .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  @ParameterizedTest
  @CsvSource({"40P01, true", "40001, true", "23505, false", "57P01, false"})
  void whatPostgresqlGaveUpForAnotherInstanceIsKnownByItsState(String state, boolean isConflict) {
    assertThat(new PostgresDialect().isConflict(new SQLException("", state))).isEqualTo(isConflict);
  }
}
