package io.tlo.store.jdbc;

import java.sql.Connection;
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
  // With one connection that is dead there is still time to be seen through another one.
  private static final Duration ANSWER = BEAT.multipliedBy(2);
  private static final Duration WATCHED = Duration.ofSeconds(Instance.LOST_SECONDS);
  private static final Duration FIRST_TIDY = Duration.ofMinutes(1);
  private static final Duration TIDY = Duration.ofMinutes(10);
  private static final long LAST_BEAT_MILLIS = 1_000;

  private final Database database;
  private final Instance instance;
  private final TaskRows taskRows;
  private final Retention retention;
  private final ClockComparison clocks;
  private final Thread thread;
  // Since when each beat has been heard; 0 while they are not. Confined to the thread.
  private long watchingSinceNanos;
  private volatile boolean closed;

  Keeper(
      Database database,
      Instance instance,
      TaskRows taskRows,
      Retention retention,
      ClockComparison clocks) {
    this.database = database;
    this.instance = instance;
    this.taskRows = taskRows;
    this.retention = retention;
    this.clocks = clocks;
    this.thread = new Thread(null, this, "tlo-store-keeper", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    long tidyNanos = System.nanoTime() + FIRST_TIDY.toNanos();
    while (!closed) {
      if (!attempt(this::beat)) {
        watchingSinceNanos = 0;
      }
      if (System.nanoTime() - tidyNanos >= 0) {
        tidyNanos = System.nanoTime() + TIDY.toNanos();
        attempt(retention::deleteOld);
      }
      LockSupport.parkNanos(this, BEAT.toNanos());
    }
  }

  /** Whatever fails, the next beat comes: without any, others would take this instance for dead. */
  private static boolean attempt(Runnable chore) {
    try {
      chore.run();
      return true;
    } catch (Throwable e) {
      // Whoever writes meets it too, and tells it; here it is tried again.
      return false;
    }
  }

  private void beat() {
    if (instance.id() != null) {
      // Another one than before where the database was emptied.
      long number = instance.number(database);
      if (!database.inTransaction(connection -> seen(connection, number))) {
        database.forget();
      }
    }
    if (watchingSinceNanos == 0) {
      // While the database was away nobody could say that he is there.
      watchingSinceNanos = System.nanoTime() | 1;
      Instant ignored = clocks.agreed();
    }
    if (System.nanoTime() - watchingSinceNanos >= WATCHED.toNanos()) {
      closeLost();
    }
  }

  private boolean seen(Connection connection, long number) throws SQLException {
    database.dialect().limitAnswers(connection, ANSWER);
    taskRows.look(connection);
    return instance.seen(connection, number);
  }

  private void closeLost() {
    database.inTransaction(connection -> {
      instance.closeLost(connection);
      return true;
    });
  }

  @Override
  public void close() {
    closed = true;
    retention.close();
    LockSupport.unpark(thread);
    try {
      // A beat in between would say that this instance is there.
      thread.join(LAST_BEAT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
