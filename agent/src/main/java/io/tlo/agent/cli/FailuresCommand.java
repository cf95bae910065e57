package io.tlo.agent.cli;

import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code failures}. */
@Command(
    name = "failures",
    description =
        "Lists failed executions of all tasks, or of one, newest first; 'record' shows a stack trace.")
final class FailuresCommand implements Callable<Integer> {

  private final Output output;

  @Mixin
  private RecordQuestion question = new RecordQuestion();

  FailuresCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws InterruptedException {
    return question.answer(
        "Failed",
        "No failure is among the newest records; up to 10,000 are looked through.",
        output);
  }
}
