package io.tlo.store.jdbc;

import io.tlo.registry.TaskDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What is known of an application's tasks, beside their names.
 *
 * <p>Thread safety: immutable.
 */
final class TaskRows {

  private final String app;

  TaskRows(String app) {
    this.app = StoredText.name(app);
  }

  void enter(Connection connection, List<TaskDefinition> tasks) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_task (app, name, method, source, schedule) values (?, ?, ?, ?, ?)"
            + " on conflict (app, name) do update set method = excluded.method,"
            + " source = excluded.source, schedule = excluded.schedule")) {
      for (TaskDefinition each : tasks) {
        insert.setString(1, app);
        insert.setString(2, StoredText.name(each.name()));
        insert.setString(3, StoredText.of(each.method()));
        insert.setString(4, StoredText.of(each.source()));
        insert.setString(5, StoredText.of(each.schedule()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
