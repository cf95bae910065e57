package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet history}. */
@Command(
    name = "history",
    description = "Lists executions in all instances, of all tasks or of one, newest first.")
final class FleetHistoryCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetQuestion question = new FleetQuestion();

  FleetHistoryCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    return question.answer(false, "No execution is recorded.", output);
  }
}
