package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.Records;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which records are asked for; and the answer. */
final class RecordQuestion {

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TASK",
      description = "Name or full method of one task; all if not given.")
  private @Nullable String task;

  @Mixin
  private LimitOption limit = new LimitOption();

  @Mixin
  private JsonOption format = new JsonOption();

  int answer(@Nullable String status, String ifNone, Output output) throws InterruptedException {
    int most = limit.value();
    try (Connection connection = target.connect()) {
      Records records = new RegistryClient(connection).records(task, status, most);
      RecordTable.noteIfCut(records, output);
      if (status != null && (format.json || !records.rows().isEmpty())) {
        RecordTable.noteIfFewer(records, most, output);
      }
      if (format.json) {
        output.json(RecordTable.json(records.rows()));
      } else if (records.rows().isEmpty()) {
        output.print(ifNone);
      } else {
        output.table(RecordTable.of(records.rows(), Times.of(connection)));
      }
      return ExitCode.DONE;
    }
  }
}
