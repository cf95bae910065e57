package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.time.Instant;
import java.util.List;
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
      String name = task == null
          ? null
          : String.valueOf(FleetOptions.requireTask(console, application, task).get("name"));
      FleetTable.print(
          console.records(application, name, failed, most),
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
