package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet instances}. */
@Command(
    name = "instances",
    description =
        "Lists the JVMs of an application, newest first; silent: not seen for 30 s, nor ended.")
final class FleetInstancesCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetOptions fleet = new FleetOptions();

  @Mixin
  private LimitOption limit = new LimitOption();

  @Mixin
  private JsonOption format = new JsonOption();

  FleetInstancesCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    int most = limit.value();
    fleet.open((console, application) -> {
      FleetTable.print(
          console.instances(application, most),
          "instances",
          "No instance has been there.",
          new Table()
              .number("ID")
              .text("INSTANCE")
              .word("STATUS")
              .number("RUN")
              .word("STARTED")
              .word("SEEN")
              .optional("VERSION"),
          FleetInstancesCommand::cells,
          format,
          output);
    });
    return ExitCode.DONE;
  }

  private static List<String> cells(Row instance) {
    return List.of(
        instance.text("id"),
        instance.text("name"),
        instance.text("status"),
        instance.text("running"),
        FleetTable.TIMES.text(instance.moment("startedAt")),
        FleetTable.TIMES.text(instance.moment("seenAt")),
        instance.text("version"));
  }
}
