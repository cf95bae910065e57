package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.remote.Row;
import io.tlo.agent.cli.text.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tasks}. */
@Command(
    name = "tasks",
    description = {
      "Lists the tasks of a JVM: whether they are on, what they did, when they last began.",
      "LAST is the status of the newest execution; RUN how many run now; OK, FAILED and SKIPPED how many"
          + " there were."
    })
final class TasksCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Mixin
  private JsonOption format = new JsonOption();

  TasksCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Connection connection = target.connect()) {
      List<Row> tasks = new RegistryClient(connection).tasks();
      if (format.json) {
        output.json(TaskTable.json(tasks));
      } else if (tasks.isEmpty()) {
        output.print("No task is registered yet: tasks appear when their class is loaded.");
      } else {
        output.table(TaskTable.of(tasks, Times.of(connection)));
      }
      return ExitCode.DONE;
    }
  }
}
