package io.tlo.agent.cli;

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

  /** Returns whether a text stands for all tasks that match it, and is not the name of one. */
  static boolean isPattern(String task, RegistryClient registry) {
    return task.contains("*") && registry.named(task).isEmpty();
  }
}
