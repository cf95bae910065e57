package io.tlo.store.jdbc;

import io.tlo.execution.Secrets;
import io.tlo.registry.TaskDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of an application in the database, and the names under which those of this instance are kept.
 *
 * <p>Thread safety: safe for many threads.
 */
final class TaskRows {

  private static final long FIRST_WAIT_SECONDS = 1;
  private static final int SEEN_SECONDS = 3_600;

  private final String app;
  private final Dialect dialect;
  // Of those that have another name there: by the name in this instance, and the other way round.
  private final Map<String, String> kept = new ConcurrentHashMap<>();
  private final Map<String, String> own = new ConcurrentHashMap<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final AtomicInteger losses = new AtomicInteger();
  private volatile boolean hasTasks;
  private volatile boolean hasWaited;

  TaskRows(String app, Dialect dialect) {
    this.app = StoredText.name(app);
    this.dialect = dialect;
  }

  /**
   * Enters tasks in the order of their names: two instances that did so in orders of their own would deadlock.
   *
   * @return the names under which they are kept, to be {@linkplain #keep remembered} once they are committed
   */
  Map<String, String> enter(Connection connection, List<TaskDefinition> tasks) throws SQLException {
    Map<String, String> names = names(connection, tasks);
    upsert(connection, tasks, names);
    // Another instance may have been first meanwhile, with a task of another class.
    Map<String, String> now = names(connection, tasks);
    if (!now.equals(names)) {
      upsert(connection, tasks, now);
    }
    return now;
  }

  private Map<String, String> names(Connection connection, List<TaskDefinition> tasks)
      throws SQLException {
    Map<String, String> methods = methods(connection);
    Map<String, String> names = new HashMap<>();
    for (TaskDefinition each : tasks) {
      names.put(each.name(), TaskKeptName.of(each).in(methods));
    }
    return names;
  }

  private Map<String, String> methods(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "select name, method from tlo_task where app = ? and method is not null")) {
      query.setString(1, app);
      Map<String, String> methods = new HashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          methods.put(row.getString(1), row.getString(2));
        }
      }
      return methods;
    }
  }

  private void upsert(Connection connection, List<TaskDefinition> tasks, Map<String, String> names)
      throws SQLException {
    Map<String, TaskDefinition> ordered = new TreeMap<>();
    tasks.forEach(each -> ordered.put(names.get(each.name()), each));
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into tlo_task (app, name, method, source, schedule, seen_at) values (?, ?, ?, ?, ?, "
            + dialect.now() + ") on conflict (app, name) do update set method = excluded.method,"
            + " source = excluded.source, schedule = excluded.schedule, seen_at = excluded.seen_at"
            + " where (tlo_task.method is null or substr(tlo_task.method, 1, ?) = ?)"
            // Many instances say the same every few minutes: a row changes once an hour for all.
            + " and (tlo_task.seen_at is null or tlo_task.seen_at < "
            + dialect.secondsAgo(SEEN_SECONDS)
            + " or tlo_task.method is distinct from excluded.method"
            + " or tlo_task.source is distinct from excluded.source"
            + " or tlo_task.schedule is distinct from excluded.schedule)")) {
      for (Map.Entry<String, TaskDefinition> entry : ordered.entrySet()) {
        TaskDefinition each = entry.getValue();
        String ofClass = TaskKeptName.of(each).classPrefix();
        insert.setString(1, app);
        insert.setString(2, entry.getKey());
        insert.setString(3, StoredText.of(each.method()));
        insert.setString(4, StoredText.of(each.source()));
        insert.setString(5, StoredText.of(Secrets.mask(each.schedule())));
        insert.setInt(6, ofClass.codePointCount(0, ofClass.length()));
        insert.setString(7, ofClass);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Remembers the names under which tasks are kept. */
  void keep(Map<String, String> names) {
    names.forEach((task, name) -> {
      String before = task.equals(name) ? kept.remove(task) : kept.put(task, name);
      if (before != null) {
        own.remove(before, task);
      }
      if (!task.equals(name)) {
        own.put(name, task);
      }
    });
    if (!names.isEmpty()) {
      hasTasks = true;
    }
    entered.countDown();
  }

  /** Returns the name under which a task of this instance is kept. */
  String kept(String task) {
    String name = kept.get(task);
    return name == null ? StoredText.name(task) : name;
  }

  /**
   * Returns what a task is called in this instance.
   *
   * @param name the name under which it is kept
   * @param method its full method, null if that is not known
   */
  String own(String name, @Nullable String method) {
    String task = own.get(name);
    if (task != null) {
      return task;
    }
    // Here the name is that of a task of another class.
    return method == null || method.indexOf('(') <= 0 || !kept.containsKey(name)
        ? name
        : method.substring(0, method.lastIndexOf('('));
  }

  /**
   * Waits once, for a moment, until tasks of this instance were entered, where there are some of instances before:
   * which of those has a name is not known until then.
   */
  void awaitEntered(Database database) {
    if (hasWaited || entered.getCount() == 0) {
      return;
    }
    boolean mayBeAnothers = !database.with(this::methods).isEmpty();
    hasWaited = true;
    try {
      boolean ignored = !mayBeAnothers || entered.await(FIRST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks whether somebody has emptied the table: what records alone have brought since has no method. */
  void look(Connection connection) throws SQLException {
    if (!hasTasks) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(
        "select 1 from tlo_task where app = ? and method is not null limit 1")) {
      query.setString(1, app);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          losses.incrementAndGet();
        }
      }
    }
  }

  /** Returns how often the table was found to be empty. */
  int losses() {
    return losses.get();
  }
}
