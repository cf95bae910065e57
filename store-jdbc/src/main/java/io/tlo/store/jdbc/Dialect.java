package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.tlo.SettingKey;
import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases.
 *
 * <p>Thread safety: implementations are immutable.
 */
interface Dialect {

  /**
   * Returns the dialect of the database that the settings name.
   *
   * @throws TloException with {@link Reason#INVALID_SETTING} if it is none that is known
   */
  static Dialect of(StoreSettings settings) {
    if (settings.url().startsWith("jdbc:postgresql:")) {
      return new PostgresDialect();
    }
    if (settings.url().startsWith("jdbc:sqlite:") && !settings.url().contains(":memory:")) {
      return new SqliteDialect();
    }
    throw new TloException(
        Reason.INVALID_SETTING,
        SettingKey.STORE_URL.key()
            + ": '"
            + Secrets.mask(settings.url())
            + "' is no database that is known, allowed: "
            + SettingKey.STORE_URL.allowed());
  }

  /** Returns what its scripts begin with, {@code sqlite}. */
  String name();

  /** Says where connections come from, and how many are worth having; none is made yet. */
  void configure(HikariConfig pool, StoreSettings settings);

  /** Lets one at a time in that may change the schema, until the transaction ends. */
  void lockSchema(Connection connection) throws SQLException;

  /** Returns a query for whether there is a table of that name. */
  String tableExists();

  /** Returns the expression for the database's own time. */
  String now();

  /** Returns the expression for a time that many seconds ago. */
  String secondsAgo(int seconds);

  void bind(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException;

  @Nullable
  Instant time(ResultSet row, String column) throws SQLException;

  /**
   * Returns what to select from for the newest records of each task: {@code r}, a record, and {@code t}, its task.
   * Its parameter says how many of each.
   */
  String newestOfEachTask();

  /**
   * Returns the statement that deletes some of an application's records that began before a time. It goes from task
   * to task: in the order of time it would read, again and again, what another application keeps longer.
   */
  String deleteSome(int most);

  /** Returns whether tables are not there that were. */
  boolean isWithoutTables(SQLException thrown);

  /** Returns whether it is the data that the database refuses: the same will be refused again. */
  boolean isRefusal(SQLException thrown);

  /** Returns one line for people of what went wrong, without the password. */
  String sentence(SQLException thrown);
}
