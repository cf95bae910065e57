package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import io.tlo.fleet.FleetConsole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which records of all instances are asked for; and the answer. */
final class FleetQuestion {

  @Mixin
  private FleetOptions fleet = new FleetOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TASK",
      description = "Name or full method of one task; all if not given.")
  private @Nullable String task;

  @Mixin
  private LimitOption limit = new LimitOption();

  @Mixin
  private JsonOption format = new JsonOption();

  int answer(boolean failed, String ifNone, Output output) {
    int most = limit.value();
    fleet.open((console, application) -> {
      FleetTable.print(
          task == null
              ? console.records(application, null, failed, most)
              : records(console, application, task, failed, most),
          "records",
          ifNone,
          new Table()
              .number("RECORD")
              .word("STARTED")
              .text("TASK")
              .text("INSTANCE")
              .word("STATUS")
              .number("DURATION")
              .text("RESULT OR FAILURE"),
          FleetQuestion::cells,
          format,
          output);
    });
    return ExitCode.DONE;
  }

  /** Of several tasks of one full method all are meant. */
  private static List<Map<String, @Nullable Object>> records(
      FleetConsole console, String application, String nameOrMethod, boolean failed, int most) {
    List<Map<String, @Nullable Object>> tasks =
        FleetOptions.requireTasks(console, application, nameOrMethod);
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    for (Map<String, @Nullable Object> each : tasks) {
      String name = String.valueOf(each.get("name"));
      found.addAll(console.records(application, name, failed, most));
    }
    if (tasks.size() > 1) {
      found.sort(Comparator.comparing(FleetQuestion::createdAt).reversed());
    }
    return found.subList(0, Math.min(most, found.size()));
  }

  private static Instant createdAt(Map<String, @Nullable Object> row) {
    return row.get("createdAt") instanceof Instant at ? at : Instant.EPOCH;
  }

  private static List<String> cells(Row record) {
    Instant started = record.moment("startedAt");
    return List.of(
        record.text("id"),
        FleetTable.TIMES.text(started == null ? record.moment("createdAt") : started),
        record.text("task"),
        record.text("instance"),
        record.text("status"),
        Times.duration(record.values().get("durationMillis")),
        RecordTable.outcome(record));
  }
}
