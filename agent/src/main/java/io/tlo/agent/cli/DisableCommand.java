package io.tlo.agent.cli;

import io.tlo.TloException;
import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.Outcome;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import io.tlo.text.DurationText;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code disable}. */
@Command(
    name = "disable",
    description = {
      "Switches a task off, or all that match a pattern: its calls are skipped from now on.",
      "What runs goes on."
    })
final class DisableCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(
      index = "1",
      paramLabel = "TASK",
      description =
          "Name or full method; with * in it, all tasks that match, unless one has that name.")
  private String task = "";

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Switch it on again after 90s, 15m, 2h ...; for one task, not for a pattern.")
  private @Nullable String duration;

  @Mixin
  private EverywhereOption everywhere = new EverywhereOption();

  @Mixin
  private JsonOption format = new JsonOption();

  DisableCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    try (Connection connection = target.connect()) {
      return Answer.print(disable(new RegistryClient(connection)), format, output);
    }
  }

  private void requireSense() {
    if (everywhere.wanted && duration != null) {
      throw CommandFailure.usage(
          "--for is for one JVM, and --everywhere for all: give one of them");
    }
    if (duration == null) {
      return;
    }
    try {
      DurationText.parse(duration);
    } catch (TloException e) {
      throw CommandFailure.usage("--for: " + e.getMessage());
    }
  }

  private Outcome disable(RegistryClient registry) {
    if (Answer.isPattern(task, registry)) {
      everywhere.refusePattern(task);
      refusePatternForAWhile();
      return registry.disableMatching(task);
    }
    if (everywhere.wanted) {
      return registry.disableEverywhere(task);
    }
    return duration == null
        ? registry.disable(task)
        : registry.disableFor(registry.requireTask(task), duration);
  }

  private void refusePatternForAWhile() {
    if (duration != null) {
      throw CommandFailure.usage(
          "--for takes one task, and '" + task + "' is a pattern: 'tasks' lists the names");
    }
  }
}
