package io.tlo.store.jdbc;

import io.tlo.state.TaskStateRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
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

  /** Half of the time after which a task may be deleted that nobody has seen. */
  private static final int FRESH_SECONDS = 12 * 3_600;

  private final StoreSettings settings;
  private final Dialect dialect;
  private final TaskRows rows;

  RecordWriter(StoreSettings settings, Dialect dialect, TaskRows rows) {
    this.settings = settings;
    this.dialect = dialect;
    this.rows = rows;
  }

  /**
   * Writes the records of an instance. The numbers of the tasks are asked for each time: a row that was deleted would
   * be written to for ever.
   */
  void write(Connection connection, long instance, List<TaskStateRecord> records)
      throws SQLException {
    Map<String, Long> numbers = numbers(connection, records);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (TaskStateRecord each : records) {
        bind(insert, instance, numbers.get(rows.kept(each.taskName())), each);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * In the order of their names, as {@link TaskRows} does: two instances might otherwise wait for each other. A row
   * that nobody has seen for long might be deleted before the records are committed: it is seen now.
   */
  private Map<String, Long> numbers(Connection connection, List<TaskStateRecord> records)
      throws SQLException {
    Set<String> names = new TreeSet<>();
    records.forEach(each -> names.add(rows.kept(each.taskName())));
    Map<String, Long> found =
        find(connection, names, " and seen_at >= " + dialect.secondsAgo(FRESH_SECONDS));
    Set<String> others = new TreeSet<>(names);
    others.removeAll(found.keySet());
    if (!others.isEmpty()) {
      enter(connection, others);
      found.putAll(find(connection, others, ""));
    }
    return found;
  }

  private void bind(
      PreparedStatement insert, long instance, @Nullable Long task, TaskStateRecord each)
      throws SQLException {
    insert.setLong(1, instance);
    insert.setLong(2, each.id());
    insert.setLong(3, Objects.requireNonNull(task));
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

  private void enter(Connection connection, Set<String> names) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_task (app, name, seen_at) values (?, ?, " + dialect.now()
            + ") on conflict (app, name) do update set seen_at = excluded.seen_at")) {
      for (String name : names) {
        insert.setString(1, StoredText.name(settings.app()));
        insert.setString(2, name);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Map<String, Long> find(Connection connection, Set<String> names, String condition)
      throws SQLException {
    String places = String.join(", ", Collections.nCopies(names.size(), "?"));
    try (PreparedStatement query =
        connection.prepareStatement("select name, task_id from tlo_task where app = ? and name in ("
            + places + ")" + condition)) {
      query.setString(1, StoredText.name(settings.app()));
      int index = 2;
      for (String name : names) {
        query.setString(index++, name);
      }
      Map<String, Long> found = new HashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), row.getLong(2));
        }
      }
      return found;
    }
  }
}
