package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private final StoreSettings settings;
  private final Dialect dialect;
  private volatile @Nullable Long id;

  Instance(StoreSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  /** Returns its number, null while it has not been entered. */
  @Nullable
  Long id() {
    return id;
  }

  /** Returns its number, and enters it first if need be; the transaction must be committed. */
  synchronized long id(Connection connection) throws SQLException {
    Long known = id;
    if (known == null) {
      known = enter(connection);
    }
    return known;
  }

  /** To be called once what {@link #id(Connection)} entered is committed. */
  void entered(long number) {
    id = number;
  }

  private long enter(Connection connection) throws SQLException {
    String sql =
        "insert into tlo_instance (app, name, version, started_at, seen_at) values (?, ?, ?, "
            + dialect.now() + ", " + dialect.now() + ") returning instance_id";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, StoredText.of(settings.app()));
      insert.setString(2, StoredText.of(settings.instance()));
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

  /** Says that it is there; also if it was taken for dead meanwhile. */
  void seen(Connection connection) throws SQLException {
    String sql = "update tlo_instance set seen_at = " + dialect.now()
        + ", ended_at = null where instance_id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, id(connection));
      update.executeUpdate();
    }
  }

  /**
   * Closes the executions of instances that have not been seen for a while. Of several that notice it, one takes an
   * instance: the others find it ended.
   */
  void closeLost(Connection connection) throws SQLException {
    String sql = "update tlo_instance set ended_at = seen_at where ended_at is null and seen_at < "
        + dialect.secondsAgo(LOST_SECONDS) + " returning instance_id";
    try (PreparedStatement update = connection.prepareStatement(sql);
        ResultSet row = update.executeQuery()) {
      while (row.next()) {
        closeRunning(connection, row.getLong(1));
      }
    }
  }

  /** Ends this instance, and what it leaves running. */
  void end(Connection connection) throws SQLException {
    Long known = id;
    if (known == null) {
      return;
    }
    String sql =
        "update tlo_instance set ended_at = " + dialect.now() + " where instance_id = " + known;
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.executeUpdate();
    }
    closeRunning(connection, known);
  }

  private void closeRunning(Connection connection, long instance) throws SQLException {
    String sql = "update tlo_record set status = 'Failed', failure = ?, finished_at = "
        + dialect.now() + " where instance_id = ? and status = 'Running'";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, LOST);
      update.setLong(2, instance);
      update.executeUpdate();
    }
  }
}
