package io.tlo.store.jdbc;

import io.tlo.TloException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * What is done beside the writing, on a thread of its own: says that this instance is there, closes what others left
 * running, and deletes old records, a few at a time so that no writer waits long.
 *
 * <p>Thread safety: {@link #close} may be called by any thread.
 */
final class Keeper implements Runnable, AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration TIDY = Duration.ofMinutes(10);
  private static final int DELETED_AT_ONCE = 2_000;
  private static final long BREATH_NANOS = Duration.ofMillis(50).toNanos();

  private final Database database;
  private final Instance instance;
  private final RecordReader reader;
  private final Thread thread;
  private volatile boolean closed;

  Keeper(Database database, Instance instance, RecordReader reader) {
    this.database = database;
    this.instance = instance;
    this.reader = reader;
    this.thread = new Thread(null, this, "tlo-store-keeper", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    long tidied = System.nanoTime();
    while (!closed) {
      attempt(this::beat);
      if (System.nanoTime() - tidied >= TIDY.toNanos()) {
        tidied = System.nanoTime();
        attempt(this::deleteOld);
      }
      LockSupport.parkNanos(this, BEAT.toNanos());
    }
  }

  private static void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (TloException | RefusedException e) {
      // Whoever writes meets it too, and tells it; here it is tried again.
      return;
    }
  }

  private void beat() {
    database.inTransaction(connection -> {
      if (instance.id() != null) {
        instance.seen(connection);
      }
      instance.closeLost(connection);
      return true;
    });
  }

  /** Deletes what is older than the retention. */
  void deleteOld() {
    String sql = database.dialect().deleteSome(DELETED_AT_ONCE);
    Instant oldest = reader.oldestKept(Instant.now());
    while (!closed && database.with(connection -> delete(connection, sql, oldest)) > 0) {
      LockSupport.parkNanos(this, BREATH_NANOS);
    }
  }

  private int delete(Connection connection, String sql, Instant oldest) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      database.dialect().bind(delete, 1, oldest);
      return delete.executeUpdate();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
