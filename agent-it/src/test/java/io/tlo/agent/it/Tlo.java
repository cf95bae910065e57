package io.tlo.agent.it;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in the finished jar, run as a user runs it. */
final class Tlo {

  private Tlo() {}

  /** Returns how a command ended. */
  static ForkedJvm.Result run(Object... arguments) {
    return run(jvm(), arguments);
  }

  /** Returns how a command ended that was run by this JVM. */
  static ForkedJvm.Result run(ForkedJvm jvm, Object... arguments) {
    return start(jvm, arguments).await();
  }

  /** Starts a command. */
  static ForkedJvm.Running start(ForkedJvm jvm, Object... arguments) {
    return jvm.withoutAgent()
        .option("-jar")
        .start(
            Built.agent().toString(),
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  /** Returns a JVM for a command, whose time zone is that of the programs. */
  static ForkedJvm jvm() {
    return new ForkedJvm();
  }

  /** Returns what a command printed with {@code --json}, read by a parser that others have written. */
  static JsonNode json(ForkedJvm.Result result) {
    if (result.exitCode() != 0 || !result.err().isEmpty()) {
      throw new AssertionError(result.toString());
    }
    return new JsonMapper().readTree(result.out());
  }

  /** Returns the end of a command that printed one sentence on stderr and nothing else. */
  static ForkedJvm.Result failure(int exitCode, String sentence) {
    return new ForkedJvm.Result(exitCode, "", sentence + "\n");
  }

  /** Returns the end of a command that printed one answer on stdout and nothing else. */
  static ForkedJvm.Result answer(String text) {
    return new ForkedJvm.Result(0, text + "\n", "");
  }
}
