package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.provider.jdbc.internal.AbstractJdbcStorageAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Who may run a task that one instance at a time may run: ShedLock's rows and statements, with the clock of the
 * database in place of that of this JVM, and this instance in place of its host, of which there may be several.
 *
 * <p>Not PostgreSQL's advisory locks: those end with the connection, whatever still runs, and SQLite has none.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Leases {

  private static final String TABLE = "tlo_lock";

  private final Database database;
  private final Instance instance;
  private final String app;
  private final Rows rows = new Rows();

  Leases(Database database, Instance instance, String app) {
    this.database = database;
    this.instance = instance;
    this.app = StoredText.name(app);
    ClockProvider.setClock(DatabaseClock.INSTANCE);
  }

  /** Returns null if this instance may run it, else what the instance is called that may. */
  @Nullable
  String lease(String task, Duration length) {
    // Before anything is asked under its name.
    instance.number(database);
    try {
      DatabaseClock.set(database.with(this::now), System.nanoTime());
      LockConfiguration wanted = new LockConfiguration(
          ClockProvider.now(), app + ' ' + StoredText.name(task), length, Duration.ZERO);
      return take(wanted);
    } finally {
      DatabaseClock.clear();
    }
  }

  /**
   * Its own first: it may have been granted though the answer was lost. Not through ShedLock's lock provider: that
   * keeps in mind which rows there are, and never makes one again that somebody has deleted.
   */
  private @Nullable String take(LockConfiguration wanted) {
    if (rows.extend(wanted) || rows.updateRecord(wanted)) {
      return null;
    }
    String holder = holder(wanted.getName());
    if (!holder.isEmpty()) {
      return holder;
    }
    return rows.insertRecord(wanted) ? null : "another instance";
  }

  private Instant now(Connection connection) throws SQLException {
    return DatabaseClock.read(connection, database.dialect());
  }

  /** Returns who has it, empty if there is no row of it. */
  private String holder(String name) {
    return database.with(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement("select locked_by from " + TABLE + " where name = ?")) {
        query.setString(1, name);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? row.getString(1) : "";
        }
      }
    });
  }

  private final class Rows extends AbstractJdbcStorageAccessor {
    Rows() {
      super(TABLE);
    }

    @Override
    protected String getHostname() {
      return instance.title(database);
    }

    @Override
    protected <T> T executeCommand(
        String sql,
        SqlFunction<PreparedStatement, T> body,
        BiFunction<String, SQLException, T> onError) {
      try {
        return database.with(connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return body.apply(statement);
          }
        });
      } catch (RefusedException e) {
        // That the row is there already, say.
        return onError.apply(sql, new SQLException(e));
      }
    }
  }
}
