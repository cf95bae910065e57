package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import picocli.CommandLine.Option;

/** {@code --everywhere}. */
final class EverywhereOption {

  @Option(
      names = "--everywhere",
      description = "In every instance of the application that shares the JVM's state store.")
  boolean wanted;

  void refusePattern(String pattern) {
    if (wanted) {
      throw CommandFailure.usage("--everywhere takes one task, and '" + pattern
          + "' is a pattern: 'tasks' lists the names");
    }
  }
}
