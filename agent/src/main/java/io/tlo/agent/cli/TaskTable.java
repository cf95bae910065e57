package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as {@code tasks} and {@code watch} show them. Columns that say something of few tasks are there while they
 * do.
 */
final class TaskTable {

  private TaskTable() {}

  static Table of(List<Row> tasks, Times times) {
    boolean hasPause = tasks.stream().anyMatch(task -> task.moment("disabledUntil") != null);
    boolean hasAlarm = tasks.stream().anyMatch(task -> !alarm(task).isEmpty());
    Table table = new Table().text("TASK").word("STATE");
    if (hasPause) {
      table.word(times.heading("UNTIL"));
    }
    if (hasAlarm) {
      table.word("WATCH");
    }
    table
        .word("LAST")
        .number("RUN")
        .number("OK")
        .number("FAILED")
        .number("SKIPPED")
        .optional(times.heading("STARTED"))
        .optional("SCHEDULE")
        .optional("SOURCE");
    for (Row task : tasks) {
      table.add(cells(task, times, hasPause, hasAlarm));
    }
    return table;
  }

  private static List<String> cells(Row task, Times times, boolean withPause, boolean withAlarm) {
    List<String> cells = new ArrayList<>();
    cells.add(task.text("name"));
    cells.add(task.is("enabled") ? "on" : "OFF");
    if (withPause) {
      cells.add(times.text(task.moment("disabledUntil")));
    }
    if (withAlarm) {
      cells.add(alarm(task));
    }
    cells.add(task.text("status"));
    cells.add(Long.toString(task.number("running")));
    cells.add(Long.toString(task.number("succeeded")));
    cells.add(Long.toString(task.number("failed")));
    cells.add(Long.toString(task.number("skipped")));
    cells.add(times.text(task.moment("lastStartedAt")));
    cells.add(task.text("schedule"));
    cells.add(task.text("source"));
    return cells;
  }

  /** Returns what is unusual about a task, empty for nothing. */
  private static String alarm(Row task) {
    String watch = task.text("watch");
    return watch.equals("OVERRUN") || watch.equals("ABSENT") ? watch : "";
  }

  static Map<String, @Nullable Object> json(List<Row> tasks) {
    return Map.of("tasks", tasks.stream().map(Row::values).toList());
  }
}
