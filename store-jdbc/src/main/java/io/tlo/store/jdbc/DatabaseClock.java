package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the database, as far as a thread has just read it: never ahead of it, and behind it by no more than the
 * answer took. On a thread that has not, the clock of this machine.
 *
 * <p>Thread safety: safe; each thread has a reading of its own.
 */
final class DatabaseClock extends Clock {

  static final DatabaseClock INSTANCE = new DatabaseClock();

  private static final ThreadLocal<@Nullable Reading> READING = new ThreadLocal<>();

  private record Reading(Instant read, long atNanos) {}

  private DatabaseClock() {}

  /** Asks the database what time it is. */
  static Instant read(Connection connection, Dialect dialect) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select " + dialect.now() + " as present")) {
      row.next();
      return Objects.requireNonNull(dialect.time(row, "present"));
    }
  }

  /**
   * Sets it for this thread.
   *
   * @param read what the database said
   * @param atNanos when it had said it, by {@link System#nanoTime}
   */
  static void set(Instant read, long atNanos) {
    READING.set(new Reading(read, atNanos));
  }

  static void clear() {
    READING.remove();
  }

  @Override
  public Instant instant() {
    Reading reading = READING.get();
    return reading == null
        ? Instant.now()
        : reading.read().plusNanos(System.nanoTime() - reading.atNanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
