package io.tlo.store.jdbc;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.fleet.SwitchedOff;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is switched off in every instance of an application: a row each.
 *
 * <p>Thread safety: immutable.
 */
final class SwitchTable {

  private static final int MOST_BYTES = 2_000;

  private final String app;
  private final Dialect dialect;

  SwitchTable(String app, Dialect dialect) {
    this.app = StoredText.name(app);
    this.dialect = dialect;
  }

  List<SwitchedOff> read(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "select method, switched_at, operator, origin from tlo_switch where app = ?")) {
      query.setString(1, app);
      List<SwitchedOff> off = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          off.add(new SwitchedOff(
              row.getString("method"),
              Objects.requireNonNull(dialect.time(row, "switched_at")),
              row.getString("operator"),
              row.getString("origin")));
        }
      }
      return off;
    }
  }

  /**
   * Checks that a method's name fits the table, whose key is limited.
   *
   * @throws TloException with {@link Reason#NOT_SWITCHABLE} if it does not
   */
  private static void requireFits(String method) {
    int bytes = method.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new TloException(
          Reason.NOT_SWITCHABLE,
          "the full method has " + bytes + " bytes, and with more than " + MOST_BYTES
              + " it cannot be switched in every instance; in each one it can");
    }
  }

  /** Adds one; the instances that wait for it are told once this is committed. */
  void add(Connection connection, SwitchedOff task) throws SQLException {
    requireFits(task.method());
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_switch (app, method, switched_at, operator, origin)"
            + " values (?, ?, ?, ?, ?) on conflict (app, method) do nothing")) {
      insert.setString(1, app);
      insert.setString(2, StoredText.of(task.method()));
      dialect.bind(insert, 3, task.at());
      insert.setString(4, StoredText.of(task.by()));
      insert.setString(5, StoredText.of(task.from()));
      insert.executeUpdate();
    }
    dialect.tellSwitched(connection);
  }

  /** Removes one, if it is there. */
  void remove(Connection connection, String method) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from tlo_switch where app = ? and method = ?")) {
      delete.setString(1, app);
      delete.setString(2, StoredText.of(method));
      delete.executeUpdate();
    }
    dialect.tellSwitched(connection);
  }
}
