package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet disable}. */
@Command(
    name = "disable",
    description = "Switches a task off in every instance, also in those that start later.")
final class FleetDisableCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetSwitch wanted = new FleetSwitch();

  FleetDisableCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    return wanted.put(false, output);
  }
}
