package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.Outcome;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code enable}. */
@Command(name = "enable", description = "Switches a task on, or all that match a pattern.")
final class EnableCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(
      index = "1",
      paramLabel = "TASK",
      description =
          "Name or full method; with * in it, all tasks that match, unless one has that name.")
  private String task = "";

  @Mixin
  private EverywhereOption everywhere = new EverywhereOption();

  @Mixin
  private JsonOption format = new JsonOption();

  EnableCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Connection connection = target.connect()) {
      return Answer.print(enable(new RegistryClient(connection)), format, output);
    }
  }

  private Outcome enable(RegistryClient registry) {
    if (Answer.isPattern(task, registry)) {
      everywhere.refusePattern(task);
      return registry.enableMatching(task);
    }
    return everywhere.wanted ? registry.enableEverywhere(task) : registry.enable(task);
  }
}
