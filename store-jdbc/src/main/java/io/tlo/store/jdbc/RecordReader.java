package io.tlo.store.jdbc;

import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of the application, of all its instances.
 *
 * <p>Each instance counts its records from one. Those of the present one have the numbers that memory knows; those
 * of another that of their {@link RecordId}.
 *
 * <p>Thread safety: immutable.
 */
final class RecordReader {

  // So many times the records that are wanted: an application that writes a twentieth of all is
  // found at once.
  private static final int LOOKED_AT = 20;

  private static final String COLUMNS =
      "select r.instance_id, r.record_id, t.name, t.method, r.status,"
          + " r.begun_by, r.operator, r.created_at, r.started_at, r.finished_at, r.duration_nanos,"
          + " r.thread, r.result, r.failure from ";
  private static final String RECORDS =
      COLUMNS + "tlo_record r join tlo_task t on t.task_id = r.task_id";
  private static final String NEWEST = " order by r.created_at desc, r.record_id desc limit ?";

  private final StoreSettings settings;
  private final Dialect dialect;
  private final Instance instance;
  private final TaskRows rows;

  RecordReader(StoreSettings settings, Dialect dialect, Instance instance, TaskRows rows) {
    this.rows = rows;
    this.settings = settings;
    this.dialect = dialect;
    this.instance = instance;
  }

  /**
   * Looks among the newest records of all applications first. One that has little to say beside others is not
   * found there: on the way to its records all that the others wrote since would be read.
   */
  List<TaskStateRecord> latest(Connection connection, int limit) throws SQLException {
    Instant since = since(connection, (long) limit * LOOKED_AT);
    List<TaskStateRecord> found = latestSince(connection, since, limit);
    boolean isAll = since.equals(Instant.EPOCH) || found.size() >= limit;
    return isAll ? found : latestOfTasks(connection, limit);
  }

  /** Returns when the record was created that so many are newer than, the beginning of time if none. */
  private Instant since(Connection connection, long newer) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "select created_at from tlo_record order by created_at desc limit 1 offset ?")) {
      query.setLong(1, newer);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Objects.requireNonNull(dialect.time(row, "created_at")) : Instant.EPOCH;
      }
    }
  }

  private List<TaskStateRecord> latestSince(Connection connection, Instant since, int limit)
      throws SQLException {
    // The plus keeps SQLite from going task by task, and sorting all that there is.
    try (PreparedStatement query = connection.prepareStatement(
        COLUMNS + "tlo_record r join tlo_task t on t.task_id = +r.task_id"
            + " where r.created_at >= ? and t.app = ?" + NEWEST)) {
      dialect.bind(query, 1, since);
      query.setString(2, StoredText.name(settings.app()));
      query.setInt(3, limit);
      return read(query);
    }
  }

  private List<TaskStateRecord> latestOfTasks(Connection connection, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        COLUMNS + dialect.newestOfEachTask() + " where t.app = ?" + NEWEST)) {
      query.setInt(1, limit);
      query.setString(2, StoredText.name(settings.app()));
      query.setInt(3, limit);
      return read(query);
    }
  }

  List<TaskStateRecord> latest(Connection connection, String taskName, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RECORDS
        + " where r.task_id = (select task_id from tlo_task where app = ? and name = ?)"
        + NEWEST)) {
      query.setString(1, StoredText.name(settings.app()));
      query.setString(2, rows.kept(taskName));
      query.setInt(3, limit);
      return read(query);
    }
  }

  /** Returns failed ones of one task, or of all if that is null. */
  List<TaskStateRecord> failed(Connection connection, @Nullable String taskName, int limit)
      throws SQLException {
    String tasks = "select task_id from tlo_task where app = ?";
    try (PreparedStatement query = connection.prepareStatement(RECORDS + " where r.task_id in ("
        + tasks + (taskName == null ? "" : " and name = ?") + ") and r.status = 'Failed'"
        + NEWEST)) {
      query.setString(1, StoredText.name(settings.app()));
      if (taskName != null) {
        query.setString(2, rows.kept(taskName));
      }
      query.setInt(taskName == null ? 2 : 3, limit);
      return read(query);
    }
  }

  Optional<TaskStateRecord> get(Connection connection, long id) throws SQLException {
    RecordId meant = meant(id);
    try (PreparedStatement query = connection.prepareStatement(
        RECORDS + " where r.instance_id = ? and r.record_id = ? and t.app = ?")) {
      query.setLong(1, meant.instance());
      query.setLong(2, meant.number());
      query.setString(3, StoredText.name(settings.app()));
      return read(query).stream().findFirst();
    }
  }

  long count(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select count(*) from tlo_record"
        + " where task_id in (select task_id from tlo_task where app = ?)")) {
      query.setString(1, StoredText.name(settings.app()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<TaskStateRecord> read(PreparedStatement query) throws SQLException {
    List<TaskStateRecord> records = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        add(records, row);
      }
    }
    return records;
  }

  private void add(List<TaskStateRecord> records, ResultSet row) throws SQLException {
    try {
      records.add(toRecord(row));
    } catch (NoSuchElementException | IllegalArgumentException | NullPointerException e) {
      // No instance has written that: a status that there is not, say. The others are shown.
      return;
    }
  }

  private TaskStateRecord toRecord(ResultSet row) throws SQLException {
    return new TaskStateRecord(
        id(row.getLong("instance_id"), row.getLong("record_id")),
        rows.own(row.getString("name"), row.getString("method")),
        TaskStatus.of(row.getString("status")).orElseThrow(),
        TaskTrigger.valueOf(row.getString("begun_by")),
        Objects.requireNonNull(dialect.time(row, "created_at")),
        dialect.time(row, "started_at"),
        dialect.time(row, "finished_at"),
        duration(row),
        row.getString("result"),
        row.getString("failure"),
        row.getString("thread"),
        row.getString("operator"));
  }

  private long id(long of, long number) {
    Long own = instance.id();
    return own != null && own == of ? number : new RecordId(of, number).asLong();
  }

  /** Returns the record that an id means; one of no instance where this one is not entered. */
  private RecordId meant(long id) {
    Long own = instance.id();
    return id < RecordId.BLOCK ? new RecordId(own == null ? -1 : own, id) : RecordId.of(id);
  }

  private static @Nullable Duration duration(ResultSet row) throws SQLException {
    long nanos = row.getLong("duration_nanos");
    return row.wasNull() ? null : Duration.ofNanos(nanos);
  }

  /** Deletes one of this application's records; returns whether there was one. */
  boolean delete(Connection connection, long id) throws SQLException {
    RecordId meant = meant(id);
    try (PreparedStatement delete =
        connection.prepareStatement("delete from tlo_record where instance_id = ? and record_id = ?"
            + " and task_id in (select task_id from tlo_task where app = ?)")) {
      delete.setLong(1, meant.instance());
      delete.setLong(2, meant.number());
      delete.setString(3, StoredText.name(settings.app()));
      return delete.executeUpdate() > 0;
    }
  }
}
