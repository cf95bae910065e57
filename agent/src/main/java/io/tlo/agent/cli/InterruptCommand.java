package io.tlo.agent.cli;

import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code interrupt}. */
@Command(
    name = "interrupt",
    description = {
      "Interrupts the executions of a task that run now.",
      "The task stays on, and what waits to begin is left alone."
    })
final class InterruptCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(index = "1", paramLabel = "TASK", description = "Name or full method.")
  private String task = "";

  @Mixin
  private JsonOption format = new JsonOption();

  InterruptCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Connection connection = target.connect()) {
      RegistryClient registry = new RegistryClient(connection);
      return Answer.print(registry.interruptRunning(registry.requireTask(task)), format, output);
    }
  }
}
