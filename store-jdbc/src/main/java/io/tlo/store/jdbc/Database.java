package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database: its connections, made when they are needed, and its schema, brought up to date before anything
 * else is done.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Database implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int MOST_CAUSES = 10;
  private static final int MOST_ATTEMPTS = 5;
  private static final long BREATH_NANOS = 20_000_000;

  private final Dialect dialect;
  private final HikariDataSource pool;
  private final boolean makesTables;
  private final Schema schema;
  private final ReentrantLock preparing = new ReentrantLock();
  private final AtomicInteger life = new AtomicInteger();
  private volatile boolean prepared;

  /** What is done with a connection. */
  interface Work<R> {
    R apply(Connection connection) throws SQLException;
  }

  Database(StoreSettings settings, Dialect dialect) {
    this(settings, dialect, true);
  }

  /** Opens it for somebody who only looks, or switches: it must have its tables. */
  static Database asItIs(StoreSettings settings, Dialect dialect) {
    return new Database(settings, dialect, false);
  }

  private Database(StoreSettings settings, Dialect dialect, boolean makesTables) {
    this.makesTables = makesTables;
    this.dialect = dialect;
    this.schema = new Schema(dialect);
    HikariConfig config = new HikariConfig();
    config.setPoolName("tlo-store");
    dialect.configure(config, settings);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(CONNECT_MILLIS / 2);
    // Nobody waits for the database as this is made.
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Does some work in one transaction; does it again, some times, if the database gave it up for another instance's.
   *
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if that cannot be done now
   * @throws RefusedException if the database refuses what it was given
   */
  <R> R inTransaction(Work<R> work) {
    return with(connection -> {
      try {
        connection.setAutoCommit(false);
        R result = work.apply(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        abandon(connection, e);
        throw e;
      }
    });
  }

  /**
   * Takes a connection out of the pool whose transaction failed. What state it is in is not known: SQLite, for one,
   * rolls back by itself where the disk is full, and its driver goes on in the belief that a transaction is open.
   */
  private void abandon(Connection connection, Throwable after) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      after.addSuppressed(e);
    }
    pool.evictConnection(connection);
  }

  /**
   * Does some work, each statement of which is a transaction.
   *
   * @throws TloException as {@link #inTransaction}
   */
  <R> R with(Work<R> work) {
    for (int attempt = 1; true; attempt++) {
      try (Connection connection = pool.getConnection()) {
        prepare(connection);
        return work.apply(connection);
      } catch (SQLException e) {
        if (dialect.isWithoutTables(e)) {
          forget();
        }
        if (attempt == MOST_ATTEMPTS || !dialect.isConflict(deepest(e))) {
          throw refused(e);
        }
      }
      // Not all at once again.
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * BREATH_NANOS));
    }
  }

  /**
   * Does some work, as {@link #with} does, whose answers are of no use later: one that takes longer is given up, and
   * the connection with it.
   *
   * @throws TloException as {@link #inTransaction}
   */
  <R> R within(Duration answer, Work<R> work) {
    return with(connection -> {
      dialect.limitAnswers(connection, answer);
      return work.apply(connection);
    });
  }

  /** What was known of the database is not so any more: it was emptied, or is another one. */
  void forget() {
    prepared = false;
    life.incrementAndGet();
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /** Returns a number that is another one once what was known of the database is not so any more. */
  int life() {
    return life.get();
  }

  private void prepare(Connection connection) throws SQLException {
    if (prepared) {
      return;
    }
    preparing.lock();
    try {
      if (!prepared) {
        update(connection);
        prepared = true;
      }
    } finally {
      preparing.unlock();
    }
  }

  private void update(Connection connection) throws SQLException {
    try {
      if (makesTables) {
        schema.update(connection);
      } else {
        schema.require(connection);
      }
    } catch (SQLException | RuntimeException | Error e) {
      abandon(connection, e);
      throw e;
    }
  }

  private RuntimeException refused(SQLException thrown) {
    SQLException deepest = deepest(thrown);
    Throwable last = last(thrown);
    boolean isPools = deepest == thrown && last != thrown;
    String sentence = isPools ? String.valueOf(last) : dialect.sentence(deepest);
    return !isPools && dialect.isRefusal(deepest)
        ? new RefusedException(sentence, thrown)
        : new TloException(Reason.STORE_UNAVAILABLE, sentence, thrown);
  }

  /** Returns what the database itself said: the pool says only that it has no connection; why stands in a cause. */
  private static SQLException deepest(SQLException thrown) {
    SQLException deepest = thrown;
    Throwable last = thrown;
    for (int i = 0; i < MOST_CAUSES && last.getCause() != null; i++) {
      last = last.getCause();
      deepest = last instanceof SQLException sql ? sql : deepest;
    }
    return deepest;
  }

  /** Returns the last of the causes, of whatever class. */
  private static Throwable last(Throwable thrown) {
    Throwable last = thrown;
    for (int i = 0; i < MOST_CAUSES && last.getCause() != null; i++) {
      last = last.getCause();
    }
    return last;
  }

  @Override
  public void close() {
    pool.close();
  }
}
