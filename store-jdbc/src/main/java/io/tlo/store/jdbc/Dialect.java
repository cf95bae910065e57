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
import java.time.Duration;
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
    if (SqliteDialect.namesFile(settings.url())) {
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

  /**
   * Checks what can be checked without a connection, which could make what is not there.
   *
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if the database is not there
   */
  void requirePresent(StoreSettings settings);

  /** Lets one at a time in that may change the schema, until the transaction ends. */
  void lockSchema(Connection connection) throws SQLException;

  /** Returns a query for whether there is a table of that name. */
  String tableExists();

  /** Returns the statement by which a table without rows numbers its first one after another number. */
  String numberAfter(String table, String column, long last);

  /** Gives up an answer that takes longer than that, until the connection goes back to the pool. */
  void limitAnswers(Connection connection, Duration atMost) throws SQLException;

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

  /** The instances that have started since a moment; its parameter is the moment. */
  String STARTED_SINCE = "(select instance_id from tlo_instance where started_at >= ?)";

  /**
   * What to delete next of an application, the oldest first: those lie together. Its parameters are a moment twice,
   * the application, the moment twice, the application again, and the moment: deleted is what ended before it, in
   * instances that had started before it. An instance cannot have ended anything earlier, and one that says so has a
   * clock that is behind.
   *
   * <p>It begins with the oldest that the application has, or it would read, again and again, what another one keeps
   * longer. The plus keeps SQLite from going task by task, and so to and fro.
   */
  String OLDEST = """
      from tlo_record where created_at >= (select min(began) from (select (
          select created_at from tlo_record where task_id = t.task_id and status <> 'Running'
          and created_at < ? and finished_at < ?
          order by created_at limit 1) as began from tlo_task t where t.app = ?) as tasks)
        and created_at < ? and finished_at < ? and status <> 'Running'
        and +task_id in (select task_id from tlo_task where app = ?)
        and instance_id not in\s""" + STARTED_SINCE + " order by created_at limit ";

  /** Returns the statement that deletes so many of the {@link #OLDEST}. */
  String deleteSome(int most);

  /** Tells all that {@linkplain #awaitSwitch wait} for it, once the transaction is committed. */
  void tellSwitched(Connection connection) throws SQLException;

  /**
   * Waits until a switch may have been put, at most so long.
   *
   * @param isNews tells whether one was, since the switches were read last
   * @throws TloException with {@link Reason#STORE_UNAVAILABLE} if the database cannot be reached
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void awaitSwitch(Database database, Duration atMost, Database.Work<Boolean> isNews)
      throws InterruptedException;

  /** Returns whether tables are not there that were. */
  boolean isWithoutTables(SQLException thrown);

  /** Returns whether it is the data that the database refuses: the same will be refused again. */
  boolean isRefusal(SQLException thrown);

  /**
   * Returns whether the database gave up what was asked so that another instance can go on: the same is to be asked
   * again.
   */
  boolean isConflict(SQLException thrown);

  /** Returns one line for people of what went wrong, without the password. */
  String sentence(SQLException thrown);
}
