package io.tlo.agent.cli;

import io.tlo.SettingKey;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Says what the agent's jar is for: {@code java -jar tlo-agent.jar}. */
public final class CommandLine implements Consumer<String[]> {

  private static final int USAGE = 2;

  /** Created by the agent's visible class, by name. */
  public CommandLine() {}

  @Override
  @SuppressWarnings("SystemOut")
  public void accept(String[] arguments) {
    boolean isHelp = arguments.length == 0
        || (arguments.length == 1
            && (arguments[0].equals("--help") || arguments[0].equals("--version")));
    if (!isHelp) {
      System.err.println("unknown argument '" + arguments[0] + "'; allowed: --help, --version");
      System.exit(USAGE);
    }
    String version = CommandLine.class.getPackage().getImplementationVersion();
    System.out.println("TLO for Java " + (version == null ? "(unknown version)" : version));
    if (arguments.length == 0 || arguments[0].equals("--help")) {
      help(System.out);
    }
  }

  private static void help(PrintStream out) {
    out.println();
    out.println(
        "Shows the background tasks of an application over JMX, switches and triggers them.");
    out.println("Start the application with it:");
    out.println();
    out.println("  java -javaagent:tlo-agent.jar[=key=value,key=value] ...");
    out.println();
    out.println("Settings, each also a system property -Dtlo.<key> or a variable TLO_<KEY>;");
    out.println("a comma in a value is written \\, and lists are separated by ';':");
    for (SettingKey key : SettingKey.values()) {
      out.println();
      out.println("  " + key.key() + " (default: " + defaultText(key) + ")");
      out.println("      " + key.description());
      out.println("      allowed: " + key.allowed());
    }
  }

  private static String defaultText(SettingKey key) {
    return key.defaultText().isEmpty() ? "empty" : key.defaultText();
  }
}
