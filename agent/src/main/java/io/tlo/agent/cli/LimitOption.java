package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import picocli.CommandLine.Option;

/** How many rows are asked for. */
final class LimitOption {

  private static final int MOST = 1_000;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, 1 to 1000; default: 20.")
  private int limit;

  int value() {
    if (limit < 1 || limit > MOST) {
      throw CommandFailure.usage("--limit: " + limit + " is not allowed, allowed: 1 to " + MOST);
    }
    return limit;
  }
}
