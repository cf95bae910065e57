package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks as {@code tasks} and {@code watch} show them. */
final class TaskTable {

  private TaskTable() {}

  static Table of(List<Row> tasks, Times times) {
    Table table = new Table()
        .text("TASK")
        .word("STATE")
        .word("LAST")
        .number("RUN")
        .number("OK")
        .number("FAILED")
        .number("SKIPPED")
        .optional(times.heading("STARTED"))
        .optional("SCHEDULE")
        .optional("SOURCE");
    for (Row task : tasks) {
      table.add(List.of(
          task.text("name"),
          task.is("enabled") ? "on" : "OFF",
          task.text("status"),
          Long.toString(task.number("running")),
          Long.toString(task.number("succeeded")),
          Long.toString(task.number("failed")),
          Long.toString(task.number("skipped")),
          times.text(task.moment("lastStartedAt")),
          task.text("schedule"),
          task.text("source")));
    }
    return table;
  }

  static Map<String, @Nullable Object> json(List<Row> tasks) {
    return Map.of("tasks", tasks.stream().map(Row::values).toList());
  }
}
