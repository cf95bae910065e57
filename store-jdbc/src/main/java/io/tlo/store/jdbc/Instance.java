package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * This run of this JVM in the database: entered once, seen every few seconds, and the executions of those that
 * were not seen any more closed.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Instance {

  /** For so long an instance need not be seen before it is taken for dead. */
  static final int LOST_SECONDS = 30;

  static final String LOST = "lost with its JVM";
  static final String TAKEN_OUT = "not known: TLO was taken out while it ran";

  private static final String AS_LOST = "status = 'Failed', failure = '" + LOST + "'";
  private static final String AS_UNKNOWN = "status = 'Unknown', result = '" + TAKEN_OUT + "'";

  private final StoreSettings settings;
  private final Dialect dialect;
  private volatile @Nullable Long id;
  private volatile boolean endedWithJvm;
  // Guarded by this, with ended.
  private int life;
  private boolean ended;

  Instance(StoreSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  /** Returns its number, null while it has not been entered. */
  @Nullable
  Long id() {
    return id;
  }

  /**
   * Returns its number; enters it where that has not been done. Not together with its first records: those could be
   * given again, under a second number.
   */
  synchronized long number(Database database) {
    int now = database.life();
    Long known = now == life ? id : null;
    if (known == null) {
      // The database was emptied, or this is the first time.
      life = now;
      known = database.inTransaction(this::enter);
      id = known;
    }
    return known;
  }

  /** Enters it, unless it has ended. */
  synchronized void enter(Database database) {
    if (!ended) {
      long ignored = number(database);
    }
  }

  /** Returns what tells it from all others, for people. */
  String title(Database database) {
    return StoredText.name(settings.instance()) + " (instance " + number(database) + ")";
  }

  private long enter(Connection connection) throws SQLException {
    String sql =
        "insert into tlo_instance (app, name, version, schema_version, started_at, seen_at)"
            + " values (?, ?, ?, " + Schema.VERSION + ", " + dialect.now() + ", " + dialect.now()
            + ") returning instance_id";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, StoredText.name(settings.app()));
      insert.setString(2, StoredText.name(settings.instance()));
      insert.setString(3, version());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static String version() {
    String version = Instance.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /**
   * Says that it is there; if it was taken for dead meanwhile, what was closed for it runs again.
   *
   * @return false if it is not in the database any more
   */
  boolean seen(Connection connection, long number) throws SQLException {
    if (update(
            connection,
            "update tlo_instance set ended_at = null where ended_at is not null"
                + " and instance_id = " + number)
        > 0) {
      update(
          connection,
          "update tlo_record set status = 'Running', failure = null, finished_at = null"
              + " where status = 'Failed' and failure = '" + LOST + "' and instance_id = "
              + number);
    }
    return update(
            connection,
            "update tlo_instance set seen_at = " + dialect.now() + " where instance_id = " + number)
        > 0;
  }

  /**
   * Closes the executions of instances that have not been seen for a while. Of several that notice it, one takes an
   * instance: the others find it ended.
   */
  void closeLost(Connection connection) throws SQLException {
    update(
        connection,
        "update tlo_instance set ended_at = seen_at where ended_at is null and seen_at < "
            + dialect.secondsAgo(LOST_SECONDS));
    closeRunning(
        connection,
        AS_LOST,
        "in (select instance_id from tlo_instance where ended_at is not null)");
  }

  /** Ends this instance together with its JVM, and with that what it leaves running. */
  void endWithJvm(Database database) {
    endedWithJvm = true;
    end(database, AS_LOST);
  }

  /**
   * Closes what was written as running after the end: the JVM goes on for a moment, and nobody may come who would
   * close it later.
   */
  void closeLate(Database database) {
    Long known = id;
    if (endedWithJvm && known != null) {
      database.inTransaction(connection -> {
        closeRunning(connection, AS_LOST, "= " + known);
        return true;
      });
    }
  }

  /** Ends this instance in a JVM that goes on: what runs there runs on, and nobody hears how it ends. */
  void endAlone(Database database) {
    end(database, AS_UNKNOWN);
  }

  private synchronized void end(Database database, String whatRuns) {
    ended = true;
    Long known = id;
    if (known != null) {
      database.inTransaction(connection -> {
        update(
            connection,
            "update tlo_instance set ended_at = " + dialect.now() + " where instance_id = "
                + known);
        closeRunning(connection, whatRuns, "= " + known);
        return true;
      });
    }
  }

  private void closeRunning(Connection connection, String as, String instances)
      throws SQLException {
    update(
        connection,
        "update tlo_record set " + as + ", finished_at = " + dialect.now()
            + " where status = 'Running' and instance_id " + instances);
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
