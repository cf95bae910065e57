package io.tlo.agent.cli;

import io.tlo.SettingKey;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code settings}. */
@Command(
    name = "settings",
    description = "Lists the settings of the agent, for -javaagent and 'attach'.")
final class SettingsCommand implements Callable<Integer> {

  private final Output output;

  SettingsCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    output.print("Settings, each also a system property -Dtlo.<key> or a variable TLO_<KEY>.");
    output.print(
        "After -javaagent:tlo-agent.jar= they are separated by ',', and a comma in a value is");
    output.print("written \\,; after 'attach' each is an argument. Lists are separated by ';'.");
    for (SettingKey key : SettingKey.values()) {
      output.print("");
      output.print("  " + key.key() + " (default: " + defaultText(key) + ")");
      output.print("      " + key.description());
      output.print("      allowed: " + key.allowed());
    }
    return ExitCode.DONE;
  }

  private static String defaultText(SettingKey key) {
    return key.defaultText().isEmpty() ? "empty" : key.defaultText();
  }
}
