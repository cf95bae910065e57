package io.tlo.store.jdbc;

import io.tlo.fleet.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What operators did, in every instance of an application.
 *
 * <p>Thread safety: immutable.
 */
final class AuditTable {

  private final String app;
  private final Dialect dialect;

  AuditTable(String app, Dialect dialect) {
    this.app = StoredText.name(app);
    this.dialect = dialect;
  }

  /**
   * Adds an entry, once however often it is given.
   *
   * @param instance in which it was done, null if in none
   * @param number tells it from the others of the instance, null if it was done in none
   */
  void add(Connection connection, @Nullable Long instance, @Nullable Long number, AuditEntry entry)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_audit (app, instance_id, audit_no, noted_at, action, task, operator,"
            + " origin, outcome) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (instance_id, audit_no) do nothing")) {
      insert.setString(1, app);
      insert.setObject(2, instance, Types.BIGINT);
      insert.setObject(3, number, Types.BIGINT);
      dialect.bind(insert, 4, entry.at());
      insert.setString(5, StoredText.of(entry.action()));
      insert.setString(6, StoredText.of(entry.task()));
      insert.setString(7, StoredText.of(entry.by()));
      insert.setString(8, StoredText.of(entry.from()));
      insert.setString(9, StoredText.of(entry.outcome()));
      insert.executeUpdate();
    }
  }

  /** Deletes what was done before a moment, in instances that had started before it, or in none. */
  void deleteBefore(Connection connection, Instant oldest) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from tlo_audit where app = ? and noted_at < ?"
            + " and (instance_id is null or instance_id not in " + Dialect.STARTED_SINCE + ")")) {
      delete.setString(1, app);
      dialect.bind(delete, 2, oldest);
      dialect.bind(delete, 3, oldest);
      delete.executeUpdate();
    }
  }
}
