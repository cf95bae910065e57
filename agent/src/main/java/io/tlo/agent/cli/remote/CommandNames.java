package io.tlo.agent.cli.remote;

import java.util.Map;

/** Puts commands in the place of the operations that an MBean's sentence names: its reader has no tree to click in. */
final class CommandNames {

  private static final Map<String, String> COMMANDS = Map.of(
      "showTasks", "'tasks'",
      "showHistory", "'history'",
      "showFailures", "'failures'",
      "showRecord", "'record'",
      "triggerWith", "--args",
      "enableEverywhere", "'enable --everywhere'");

  private CommandNames() {}

  static String in(String sentence) {
    String told = sentence;
    for (Map.Entry<String, String> each : COMMANDS.entrySet()) {
      told = told.replaceAll("\\b" + each.getKey() + "\\b(\\(\\))?", each.getValue());
    }
    return told;
  }
}
