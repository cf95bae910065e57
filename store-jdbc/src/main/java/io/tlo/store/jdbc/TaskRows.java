package io.tlo.store.jdbc;

import io.tlo.registry.TaskDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** Enters tasks in the order of their names: two instances that did so in orders of their own would deadlock. */
  void enter(Connection connection, List<TaskDefinition> tasks) throws SQLException {
    Map<String, TaskDefinition> ordered = new TreeMap<>();
    tasks.forEach(each -> ordered.put(StoredText.name(each.name()), each));
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_task (app, name, method, source, schedule) values (?, ?, ?, ?, ?)"
            + " on conflict (app, name) do update set method = excluded.method,"
            + " source = excluded.source, schedule = excluded.schedule")) {
      for (Map.Entry<String, TaskDefinition> entry : ordered.entrySet()) {
        TaskDefinition each = entry.getValue();
        insert.setString(1, app);
        insert.setString(2, entry.getKey());
        insert.setString(3, StoredText.of(each.method()));
        insert.setString(4, StoredText.of(each.source()));
        insert.setString(5, StoredText.of(each.schedule()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
