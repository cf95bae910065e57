package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet audit}. */
@Command(name = "audit", description = "Lists what operators did in all instances, newest first.")
final class FleetAuditCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetOptions fleet = new FleetOptions();

  @Mixin
  private LimitOption limit = new LimitOption();

  @Mixin
  private JsonOption format = new JsonOption();

  FleetAuditCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    int most = limit.value();
    fleet.open((console, application) -> {
      FleetTable.print(
          console.audit(application, most),
          "entries",
          "No operator has done anything yet.",
          new Table()
              .word("AT")
              .text("BY")
              .optional("FROM")
              .text("INSTANCE")
              .word("ACTION")
              .text("TASK")
              .text("OUTCOME"),
          FleetAuditCommand::cells,
          format,
          output);
    });
    return ExitCode.DONE;
  }

  private static List<String> cells(Row entry) {
    return List.of(
        FleetTable.TIMES.text(entry.moment("at")),
        entry.text("by"),
        entry.text("from"),
        entry.text("instance"),
        entry.text("action"),
        entry.text("task"),
        entry.text("outcome"));
  }
}
