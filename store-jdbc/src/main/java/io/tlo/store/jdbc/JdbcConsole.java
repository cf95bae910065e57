package io.tlo.store.jdbc;

import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.FleetConsole;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskNaming;
import io.tlo.state.TaskStateRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instances of applications as their database knows them.
 *
 * <p>Thread safety: confined to one thread.
 */
final class JdbcConsole implements FleetConsole {

  private static final String NEWEST =
      " where n.task_id = t.task_id order by n.created_at desc limit 1)";
  private static final String TASKS = "select t.name, t.method, t.source, t.schedule,"
      + " (select n.status from tlo_record n" + NEWEST + " as status,"
      + " (select coalesce(n.started_at, n.created_at) from tlo_record n" + NEWEST + " as began,"
      + " (select i.name from tlo_record n join tlo_instance i on i.instance_id = n.instance_id"
      + NEWEST + " as instance from tlo_task t where t.app = ?";

  private static final String AUDIT = "select a.noted_at, a.operator, a.origin, i.name as instance,"
      + " a.action, a.task, a.outcome from tlo_audit a"
      + " left join tlo_instance i on i.instance_id = a.instance_id where a.app = ?"
      + " order by a.noted_at desc, a.audit_id desc limit ?";

  private final Database database;
  private final StoreSettings settings;
  private final Dialect dialect;

  private JdbcConsole(Database database, StoreSettings settings) {
    this.database = database;
    this.settings = settings;
    this.dialect = database.dialect();
  }

  static JdbcConsole open(StoreSettings settings, Dialect dialect) {
    dialect.requirePresent(settings);
    JdbcConsole console = new JdbcConsole(Database.asItIs(settings, dialect), settings);
    try {
      List<String> ignored = console.applications();
      return console;
    } catch (RuntimeException e) {
      console.close();
      throw e;
    }
  }

  @Override
  public List<String> applications() {
    return database.with(connection -> {
      List<String> names = new ArrayList<>();
      try (Statement query = connection.createStatement();
          ResultSet row = query.executeQuery(
              "select app from tlo_instance union select app from tlo_task order by 1")) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    });
  }

  /** Makes a row of what a query found. */
  private interface Mapping {
    Map<String, @Nullable Object> map(ResultSet row) throws SQLException;
  }

  private List<Map<String, @Nullable Object>> list(
      String sql, List<Object> values, Mapping mapping) {
    return database.with(connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.size(); i++) {
          query.setObject(i + 1, values.get(i));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            rows.add(mapping.map(row));
          }
        }
        return rows;
      }
    });
  }

  private static String name(String application) {
    return StoredText.name(application);
  }

  @Override
  public List<Map<String, @Nullable Object>> tasks(String application) {
    Map<String, SwitchedOff> off = new HashMap<>();
    for (SwitchedOff each : database.with(new SwitchTable(application, dialect)::read)) {
      off.put(TaskNaming.switchedAs(each.method()), each);
    }
    Set<String> known = new HashSet<>();
    List<Map<String, @Nullable Object>> tasks = list(TASKS, List.of(name(application)), row -> {
      String method = row.getString("method");
      String key = method == null ? "" : TaskNaming.switchedAs(method);
      known.add(key);
      Map<String, @Nullable Object> task = task(row.getString("name"), method, off.get(key));
      task.put("status", row.getString("status"));
      task.put("lastStartedAt", dialect.time(row, "began"));
      task.put("instance", row.getString("instance"));
      task.put("schedule", row.getString("schedule"));
      task.put("source", row.getString("source"));
      return task;
    });
    // What was switched off and is no task's any more, or not yet again.
    off.forEach((key, each) -> {
      if (!known.contains(key)) {
        tasks.add(task(each.method(), each.method(), each));
      }
    });
    tasks.sort(Comparator.comparing(task -> String.valueOf(task.get("name"))));
    return tasks;
  }

  private static Map<String, @Nullable Object> task(
      String name, @Nullable String method, @Nullable SwitchedOff off) {
    Map<String, @Nullable Object> task = new LinkedHashMap<>();
    task.put("name", name);
    task.put("enabled", off == null);
    for (String each : List.of("status", "lastStartedAt", "instance", "schedule", "source")) {
      task.put(each, null);
    }
    task.put("method", method);
    task.put("switchedOffBy", off == null ? null : off.by());
    task.put("switchedOffAt", off == null ? null : off.at());
    return task;
  }

  @Override
  public List<Map<String, @Nullable Object>> records(
      String application, @Nullable String task, boolean failed, int limit) {
    StoreSettings of = settings.of(application);
    RecordReader reader =
        new RecordReader(of, dialect, new Instance(of, dialect), new TaskRows(of.app(), dialect));
    return database.with(connection -> {
      List<TaskStateRecord> found = failed
          ? reader.failed(connection, task, limit)
          : task == null
              ? reader.latest(connection, limit)
              : reader.latest(connection, task, limit);
      return rows(found, names(connection, application));
    });
  }

  private static List<Map<String, @Nullable Object>> rows(
      List<TaskStateRecord> records, Map<Long, String> names) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (TaskStateRecord each : records) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("id", each.id());
      row.put("task", each.taskName());
      row.put("instance", names.get(RecordId.of(each.id()).instance()));
      row.put("status", each.status().text());
      row.put("trigger", each.trigger().name());
      row.put("by", each.by());
      row.put("createdAt", each.createdAt());
      row.put("startedAt", each.startedAt());
      row.put("finishedAt", each.finishedAt());
      row.put("durationMillis", each.duration() == null ? null : each.duration().toMillis());
      row.put("thread", each.thread());
      row.put("result", each.result());
      row.put("failure", each.failure());
      rows.add(row);
    }
    return rows;
  }

  private static Map<Long, String> names(Connection connection, String application)
      throws SQLException {
    Map<Long, String> names = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement("select instance_id, name from tlo_instance where app = ?")) {
      query.setString(1, name(application));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          names.put(row.getLong(1), row.getString(2));
        }
      }
    }
    return names;
  }

  @Override
  public List<Map<String, @Nullable Object>> instances(String application, int limit) {
    String sql = "select i.instance_id, i.name, i.version, i.started_at, i.seen_at, i.ended_at,"
        + " (select count(*) from tlo_record r where r.instance_id = i.instance_id"
        + " and r.status = 'Running') as running,"
        + " case when i.ended_at is not null then 'ended'"
        + " when i.seen_at < " + dialect.secondsAgo(Instance.LOST_SECONDS) + " then 'silent'"
        + " else 'up' end as status from tlo_instance i where i.app = ?"
        + " order by i.instance_id desc limit ?";
    return list(sql, List.of(name(application), limit), row -> {
      Map<String, @Nullable Object> instance = new LinkedHashMap<>();
      instance.put("id", row.getLong("instance_id"));
      instance.put("name", row.getString("name"));
      instance.put("status", row.getString("status"));
      instance.put("running", row.getLong("running"));
      instance.put("startedAt", dialect.time(row, "started_at"));
      instance.put("seenAt", dialect.time(row, "seen_at"));
      instance.put("endedAt", dialect.time(row, "ended_at"));
      instance.put("version", row.getString("version"));
      return instance;
    });
  }

  @Override
  public List<Map<String, @Nullable Object>> audit(String application, int limit) {
    return list(AUDIT, List.of(name(application), limit), row -> {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("at", dialect.time(row, "noted_at"));
      entry.put("by", row.getString("operator"));
      entry.put("from", row.getString("origin"));
      entry.put("instance", row.getString("instance"));
      entry.put("action", row.getString("action"));
      entry.put("task", row.getString("task"));
      entry.put("outcome", row.getString("outcome"));
      return entry;
    });
  }

  @Override
  public void switchOff(String application, String name, SwitchedOff task, String outcome) {
    SwitchTable switches = new SwitchTable(application, dialect);
    database.inTransaction(connection -> {
      SwitchedOff now = asOfNow(connection, task);
      note(connection, application, "disableEverywhere", name, now, outcome);
      switches.add(connection, now);
      return true;
    });
  }

  @Override
  public void switchOn(String application, String name, SwitchedOff task, String outcome) {
    SwitchTable switches = new SwitchTable(application, dialect);
    database.inTransaction(connection -> {
      note(connection, application, "enableEverywhere", name, asOfNow(connection, task), outcome);
      for (SwitchedOff each : switches.read(connection)) {
        if (TaskNaming.switchedAs(each.method()).equals(TaskNaming.switchedAs(task.method()))) {
          switches.remove(connection, each.method());
        }
      }
      return true;
    });
  }

  /** By the clock of the database: an entry whose time is of a machine that is behind would soon be taken for old. */
  private SwitchedOff asOfNow(Connection connection, SwitchedOff task) throws SQLException {
    return new SwitchedOff(
        task.method(), DatabaseClock.read(connection, dialect), task.by(), task.from());
  }

  private void note(
      Connection connection,
      String application,
      String action,
      String name,
      SwitchedOff task,
      String outcome)
      throws SQLException {
    new AuditTable(application, dialect)
        .add(
            connection,
            null,
            null,
            new AuditEntry(task.at(), action, name, task.by(), task.from(), outcome));
  }

  @Override
  public void close() {
    database.close();
  }
}
