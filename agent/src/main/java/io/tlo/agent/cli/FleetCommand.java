package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import picocli.CommandLine.Command;

/** {@code fleet}. */
@Command(
    name = "fleet",
    description = {
      "Shows and steers all instances of an application through the database that they share",
      "(setting task.state.store=jdbc); none of them is asked, and none need run."
    })
final class FleetCommand implements Runnable {

  @Override
  public void run() {
    throw CommandFailure.usage(
        "a command is missing; see " + CommandStart.CALLED + " fleet --help");
  }
}
