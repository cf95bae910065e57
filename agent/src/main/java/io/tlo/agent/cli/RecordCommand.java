package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code record}. */
@Command(
    name = "record",
    description = "Shows one execution in full, with the stack trace if it failed.")
final class RecordCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private TargetOptions target = new TargetOptions();

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description = "Number of the record, as 'history' lists it; 0 is the newest.")
  private long id;

  @Mixin
  private JsonOption format = new JsonOption();

  RecordCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Connection connection = target.connect()) {
      RegistryClient registry = new RegistryClient(connection);
      if (format.json) {
        output.json(registry.record(id).values());
      } else {
        output.answer(registry.recordText(id));
      }
      return ExitCode.DONE;
    }
  }
}
