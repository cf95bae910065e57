package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.remote.RegistryClient;
import io.tlo.agent.cli.text.Output;
import java.util.Map;
import java.util.regex.Pattern;

/** Prints the sentence in which the agent says what it has done. */
final class Answer {

  private static final Pattern REFUSED =
      Pattern.compile("(?m)^(?:Cannot|  .+, of the same method, cannot) be switched (?:on|off): ");
  private static final Pattern NONE_SWITCHED = Pattern.compile("Now (?:en|dis)abled: 0 of ");

  private Answer() {}

  static void print(String sentence, JsonOption format, Output output) {
    if (format.json) {
      output.json(Map.of("message", sentence));
    } else {
      output.answer(sentence);
    }
  }

  /** Returns the exit code of what the agent says of all tasks that match a pattern. */
  static int exitCode(String sentence) {
    if (!REFUSED.matcher(sentence).find()) {
      return ExitCode.DONE;
    }
    boolean hasNone =
        NONE_SWITCHED.matcher(sentence).lookingAt() && !sentence.contains("\nAlready ");
    return hasNone ? ExitCode.REFUSED : ExitCode.PARTLY;
  }

  /** Returns whether a text stands for all tasks that match it, and is not the name of one. */
  static boolean isPattern(String task, RegistryClient registry) {
    return task.contains("*") && registry.named(task).isEmpty();
  }
}
