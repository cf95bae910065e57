package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database: its connections, made when they are needed, and its schema, brought up to date before anything
 * else is done.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Database implements AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;

  private final Dialect dialect;
  private final HikariDataSource pool;
  private final Schema schema;
  private final ReentrantLock preparing = new ReentrantLock();
  private volatile boolean prepared;

  /** What is done with a connection. */
  interface Work<R> {
    R apply(Connection connection) throws SQLException;
  }

  Database(StoreSettings settings, Dialect dialect) {
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
    dialect.forgetDriver();
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Does some work in one transaction.
   *
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if that cannot be done now
   * @throws RefusedException if the database refuses what it was given
   */
  <R> R inTransaction(Work<R> work) {
    return with(connection -> {
      connection.setAutoCommit(false);
      try {
        R result = work.apply(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    });
  }

  private static void rollBack(Connection connection, Exception after) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      after.addSuppressed(e);
    }
  }

  /**
   * Does some work, each statement of which is a transaction.
   *
   * @throws TloException as {@link #inTransaction}
   */
  <R> R with(Work<R> work) {
    try (Connection connection = pool.getConnection()) {
      prepare(connection);
      return work.apply(connection);
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private void prepare(Connection connection) throws SQLException {
    if (prepared) {
      return;
    }
    preparing.lock();
    try {
      if (!prepared) {
        schema.update(connection);
        prepared = true;
      }
    } finally {
      preparing.unlock();
    }
  }

  private RuntimeException refused(SQLException thrown) {
    SQLException root = thrown;
    // The pool says only that it has no connection; why stands in the cause.
    while (root.getCause() instanceof SQLException cause && cause != root) {
      root = cause;
    }
    if (dialect.isRefusal(root)) {
      return new RefusedException(dialect.sentence(root), thrown);
    }
    return new TloException(Reason.STORE_UNAVAILABLE, dialect.sentence(root), thrown);
  }

  @Override
  public void close() {
    pool.close();
  }
}
