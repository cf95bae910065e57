package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code history}. */
@Command(name = "history", description = "Lists executions of all tasks, or of one, newest first.")
final class HistoryCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private RecordQuestion question = new RecordQuestion();

  HistoryCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    return question.answer(null, "No execution is recorded.", output);
  }
}
