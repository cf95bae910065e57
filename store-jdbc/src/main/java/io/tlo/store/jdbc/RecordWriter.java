package io.tlo.store.jdbc;

import io.tlo.state.TaskStateRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of records, each record once however often it is given.
 *
 * <p>Thread safety: confined to one thread.
 */
final class RecordWriter {

  private static final String INSERT = "insert into tlo_record (instance_id, record_id, task_id,"
      + " status, begun_by, operator, created_at, started_at, finished_at, duration_nanos, thread,"
      + " result, failure) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      + " on conflict (instance_id, record_id) do update set status = excluded.status,"
      + " started_at = excluded.started_at, finished_at = excluded.finished_at,"
      + " duration_nanos = excluded.duration_nanos, thread = excluded.thread,"
      + " result = excluded.result, failure = excluded.failure";

  private static final Comparator<String> AS_STORED =
      Comparator.comparing(StoredText::name).thenComparing(Comparator.naturalOrder());

  private final StoreSettings settings;
  private final Dialect dialect;
  private final Map<String, Long> tasks = new HashMap<>();

  RecordWriter(StoreSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  /** Writes the records of an instance; returns the numbers of the tasks that are new, to be {@link #keep kept}. */
  Map<String, Long> write(Connection connection, long instance, List<TaskStateRecord> records)
      throws SQLException {
    Map<String, Long> found = enterUnknown(connection, records);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (TaskStateRecord each : records) {
        bind(insert, instance, task(each.taskName(), found), each);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return found;
  }

  /** In the order of their names, as {@link TaskRows} does: two instances might otherwise wait for each other. */
  private Map<String, Long> enterUnknown(Connection connection, List<TaskStateRecord> records)
      throws SQLException {
    Set<String> unknown = new TreeSet<>(AS_STORED);
    for (TaskStateRecord each : records) {
      if (!tasks.containsKey(each.taskName())) {
        unknown.add(each.taskName());
      }
    }
    Map<String, Long> found = new HashMap<>();
    for (String name : unknown) {
      found.put(name, enter(connection, StoredText.name(name)));
    }
    return found;
  }

  /** Remembers numbers of tasks, once they are committed. */
  void keep(Map<String, Long> found) {
    tasks.putAll(found);
  }

  /** The numbers of tasks are not what they were: the database was emptied. */
  void forget() {
    tasks.clear();
  }

  private void bind(PreparedStatement insert, long instance, long task, TaskStateRecord each)
      throws SQLException {
    insert.setLong(1, instance);
    insert.setLong(2, each.id());
    insert.setLong(3, task);
    insert.setString(4, each.status().text());
    insert.setString(5, each.trigger().name());
    insert.setString(6, StoredText.orNull(each.by()));
    dialect.bind(insert, 7, each.createdAt());
    dialect.bind(insert, 8, each.startedAt());
    dialect.bind(insert, 9, each.finishedAt());
    if (each.duration() == null) {
      insert.setNull(10, Types.BIGINT);
    } else {
      insert.setLong(10, each.duration().toNanos());
    }
    insert.setString(11, StoredText.orNull(each.thread()));
    insert.setString(12, StoredText.orNull(each.result()));
    insert.setString(13, StoredText.orNull(each.failure()));
  }

  private long task(String taskName, Map<String, Long> found) {
    Long known = tasks.get(taskName);
    return Objects.requireNonNull(known == null ? found.get(taskName) : known);
  }

  private long enter(Connection connection, String name) throws SQLException {
    @Nullable Long present = find(connection, name);
    if (present == null) {
      try (PreparedStatement insert = connection.prepareStatement(
          "insert into tlo_task (app, name) values (?, ?) on conflict (app, name) do nothing")) {
        insert.setString(1, StoredText.name(settings.app()));
        insert.setString(2, name);
        insert.executeUpdate();
      }
      present = find(connection, name);
    }
    if (present == null) {
      throw new SQLException("task '" + name + "' was not entered");
    }
    return present;
  }

  private @Nullable Long find(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select task_id from tlo_task where app = ? and name = ?")) {
      query.setString(1, StoredText.name(settings.app()));
      query.setString(2, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    }
  }
}
