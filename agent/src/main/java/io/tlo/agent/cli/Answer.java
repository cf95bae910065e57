package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.Outcome;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.Map;

/** Prints the sentence in which the agent says what it has done. */
final class Answer {

  private Answer() {}

  static void print(String sentence, JsonOption format, Output output) {
    if (format.json) {
      output.json(Map.of("message", sentence));
    } else {
      output.answer(sentence);
    }
  }

  /** Prints the answer and returns the command's exit code. */
  static int print(Outcome outcome, JsonOption format, Output output) {
    print(outcome.sentence(), format, output);
    if (outcome.refused() == 0) {
      return ExitCode.DONE;
    }
    return outcome.done() == 0 ? ExitCode.REFUSED : ExitCode.PARTLY;
  }

  /** Returns whether a text stands for all tasks that match it, and is not the name of one. */
  static boolean isPattern(String task, RegistryClient registry) {
    return task.contains("*") && registry.named(task).isEmpty();
  }
}
