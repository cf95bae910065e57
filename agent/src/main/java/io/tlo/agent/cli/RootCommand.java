package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all commands have in common. */
@Command(
    scope = ScopeType.INHERIT,
    description = {
      "Shows the background tasks of an application over JMX, switches and triggers them.",
      "Start the application with the agent, or bring it in with 'attach':",
      "",
      "  java -javaagent:tlo-agent.jar[=key=value,key=value] ...",
      "",
      "'settings' lists the keys. For each command there is 'COMMAND --help'."
    },
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n",
    descriptionHeading = "%n",
    footerHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:refused by the JVM that was asked, or failed there",
      " 2:the command line is wrong; nothing was changed",
      " 3:the JVM could not be reached",
      " 4:done in part: refused for some of the tasks that match, or of the executions that run",
      " 5:done, but the answer could not be written to standard output"
    })
final class RootCommand implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this text.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program a failure came about.")
  boolean debug;

  @Override
  public void run() {
    throw CommandFailure.usage("a command is missing; see " + CommandStart.CALLED + " --help");
  }

  /** The version that stands in the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }

    static String line() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return "TLO for Java " + (version == null ? "(unknown version)" : version);
    }
  }
}
