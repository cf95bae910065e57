package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet failures}. */
@Command(
    name = "failures",
    description = "Lists failed executions in all instances, of all tasks or of one, newest first.")
final class FleetFailuresCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetQuestion question = new FleetQuestion();

  FleetFailuresCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    return question.answer(true, "No failure is recorded.", output);
  }
}
