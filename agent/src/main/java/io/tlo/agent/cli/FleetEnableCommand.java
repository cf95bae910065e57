package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fleet enable}. */
@Command(
    name = "enable",
    description =
        "Ends that a task is off in every instance; each instance's own switch stays as it is.")
final class FleetEnableCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private FleetSwitch wanted = new FleetSwitch();

  FleetEnableCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    return wanted.put(true, output);
  }
}
