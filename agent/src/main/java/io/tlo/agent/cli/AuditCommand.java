package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code audit}. */
@Command(
    name = "audit",
    description = "Lists what operators did, newest first, at most 100 entries.")
final class AuditCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Mixin
  private LimitOption limit = new LimitOption();

  @Mixin
  private JsonOption format = new JsonOption();

  AuditCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    int most = limit.value();
    try (Connection connection = target.connect()) {
      List<Row> entries =
          new RegistryClient(connection).audit().stream().limit(most).toList();
      if (format.json) {
        output.json(Map.of("entries", entries.stream().map(Row::values).toList()));
      } else if (entries.isEmpty()) {
        output.print("No operator has done anything yet.");
      } else {
        output.table(table(entries, Times.of(connection)));
      }
      return ExitCode.DONE;
    }
  }

  private static Table table(List<Row> entries, Times times) {
    Table table = new Table()
        .word(times.heading("AT"))
        .text("BY")
        .optional("FROM")
        .word("ACTION")
        .text("TASK")
        .text("OUTCOME");
    for (Row each : entries) {
      table.add(List.of(
          times.text(each.moment("at")),
          each.text("by"),
          each.text("from"),
          each.text("action"),
          each.text("task"),
          each.text("outcome")));
    }
    return table;
  }
}
