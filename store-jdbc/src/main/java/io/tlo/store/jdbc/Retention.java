package io.tlo.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Deletes what the application has kept for longer than it wants to, by the clock of the database: records, a few at
 * a time so that no writer waits long, entries of the audit, the instances that have nothing of either left, and the
 * tasks that no instance has any more.
 *
 * <p>Thread safety: {@link #close} may be called by any thread.
 */
final class Retention {

  private static final int DELETED_AT_ONCE = 2_000;
  private static final Duration SEEN_AGAIN = Duration.ofDays(1);
  private static final long BREATH_NANOS = Duration.ofMillis(50).toNanos();

  private static final String EMPTY_INSTANCES = "delete from tlo_instance where app = ?"
      + " and ended_at < ? and not exists (select 1 from tlo_record r"
      + " where r.instance_id = tlo_instance.instance_id) and not exists (select 1 from tlo_audit a"
      + " where a.instance_id = tlo_instance.instance_id)";

  // Of those that instances have, they say so every few minutes.
  private static final String UNSEEN_TASKS =
      "update tlo_task set seen_at = ? where app = ? and seen_at is null";
  // An instance with a store of before version 5 may remember the number of a task for as long as
  // it runs, and says of no task that it has it. Records that it writes to the number of a row that
  // is gone would belong to no task, and stay for ever.
  private static final String GONE_TASKS = "delete from tlo_task where app = ? and seen_at < ?"
      + " and not exists (select 1 from tlo_record r where r.task_id = tlo_task.task_id)"
      + " and not exists (select 1 from tlo_instance i where i.app = tlo_task.app"
      + " and i.schema_version is null)";

  // That of a task which is there stays: without it, who had heard of another holder would wait
  // for that one. Longer names are cut, and do not tell the task.
  private static final String GONE_LEASES = "delete from tlo_lock where lock_until < ?"
      + " and length(name) <= " + StoredText.MOST_NAME + " and not exists (select 1 from tlo_task t"
      + " where t.app || ' ' || t.method = tlo_lock.name)";

  private final Database database;
  private final StoreSettings settings;
  private final ClockComparison clocks;
  private volatile boolean closed;

  Retention(Database database, StoreSettings settings, ClockComparison clocks) {
    this.database = database;
    this.settings = settings;
    this.clocks = clocks;
  }

  /** Deletes what is older than the retention; nothing while the clocks differ. */
  void deleteOld() {
    Instant present = clocks.agreed();
    if (present == null) {
      return;
    }
    Instant oldest = present.minus(settings.retention());
    String sql = database.dialect().deleteSome(DELETED_AT_ONCE);
    while (!closed && database.with(connection -> deleteRecords(connection, sql, oldest)) > 0) {
      LockSupport.parkNanos(this, BREATH_NANOS);
    }
    AuditTable audit = new AuditTable(settings.app(), database.dialect());
    database.with(connection -> {
      audit.deleteBefore(connection, oldest);
      return true;
    });
    database.with(connection -> deleteInstances(connection, oldest));
    database.with(connection -> deleteTasks(connection, present, oldest));
  }

  private int deleteRecords(Connection connection, String sql, Instant oldest) throws SQLException {
    Dialect dialect = database.dialect();
    String app = StoredText.name(settings.app());
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      dialect.bind(delete, 1, oldest);
      dialect.bind(delete, 2, oldest);
      delete.setString(3, app);
      dialect.bind(delete, 4, oldest);
      dialect.bind(delete, 5, oldest);
      delete.setString(6, app);
      dialect.bind(delete, 7, oldest);
      return delete.executeUpdate();
    }
  }

  private int deleteInstances(Connection connection, Instant oldest) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(EMPTY_INSTANCES)) {
      delete.setString(1, StoredText.name(settings.app()));
      database.dialect().bind(delete, 2, oldest);
      return delete.executeUpdate();
    }
  }

  private int deleteTasks(Connection connection, Instant present, Instant oldest)
      throws SQLException {
    String app = StoredText.name(settings.app());
    Instant dayAgo = present.minus(SEEN_AGAIN);
    Instant unseen = oldest.isBefore(dayAgo) ? oldest : dayAgo;
    try (PreparedStatement update = connection.prepareStatement(UNSEEN_TASKS);
        PreparedStatement tasks = connection.prepareStatement(GONE_TASKS);
        PreparedStatement leases = connection.prepareStatement(GONE_LEASES)) {
      database.dialect().bind(update, 1, present);
      update.setString(2, app);
      update.executeUpdate();
      tasks.setString(1, app);
      database.dialect().bind(tasks, 2, unseen);
      tasks.executeUpdate();
      // As ShedLock keeps it.
      leases.setTimestamp(1, Timestamp.from(unseen));
      return leases.executeUpdate();
    }
  }

  /** What has begun to delete stops. */
  void close() {
    closed = true;
  }
}
