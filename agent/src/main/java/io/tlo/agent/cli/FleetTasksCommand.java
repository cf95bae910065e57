package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet tasks}. */
@Command(
    name = "tasks",
    description = "Lists the tasks of all instances: whether one is off in all, where it ran last.")
final class FleetTasksCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetOptions fleet = new FleetOptions();

  @Mixin
  private JsonOption format = new JsonOption();

  FleetTasksCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    fleet.open((console, application) -> {
      FleetTable.print(
          console.tasks(application),
          "tasks",
          "No task is known: tasks come with the first instance.",
          new Table()
              .text("TASK")
              .word("STATE")
              .word("LAST")
              .word("STARTED")
              .text("INSTANCE")
              .optional("SCHEDULE")
              .optional("SWITCHED OFF BY"),
          FleetTasksCommand::cells,
          format,
          output);
    });
    return ExitCode.DONE;
  }

  private static List<String> cells(Row task) {
    return List.of(
        task.text("name"),
        task.is("enabled") ? "on" : "OFF",
        task.text("status"),
        FleetTable.TIMES.text(task.moment("lastStartedAt")),
        task.text("instance"),
        task.text("schedule"),
        task.text("switchedOffBy"));
  }
}
