package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.text.Output;
import io.tlo.agent.cli.text.Terminal;
import io.tlo.execution.Secrets;
import io.tlo.text.Spelling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs {@code java -jar tlo-agent.jar ...} and ends the process with the command's exit code. */
public final class CommandStart implements Consumer<String[]> {

  /** How the command line is called, in its help and its sentences. */
  static final String CALLED = "java -jar tlo-agent.jar";

  private static final int HELP_COLUMNS = 100;

  /** Created by the agent's visible class, by name. */
  public CommandStart() {}

  @Override
  @SuppressWarnings("SystemOut")
  public void accept(String[] arguments) {
    Output output =
        new Output(new FileOutputStream(FileDescriptor.out), System.err, Terminal.columns());
    int exitCode = run(output, arguments);
    IOException failure = output.failure();
    // Who reads from a pipe and ends, as head does, has what was wanted.
    if (exitCode == ExitCode.DONE && failure != null && !Terminal.isPipe(Terminal.OUT)) {
      exitCode = notWritten(output, failure);
    }
    output.flush();
    System.exit(exitCode);
  }

  private static int notWritten(Output output, IOException failure) {
    output.note(
        "the command is done, but standard output could not be written: " + failure.getMessage());
    return ExitCode.NOT_WRITTEN;
  }

  /** Runs a command and returns its exit code. */
  static int run(Output output, String... arguments) {
    return commandLine(output).execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  /** Returns all commands. */
  static CommandLine commandLine(Output output) {
    RootCommand root = new RootCommand();
    CommandLine all = new CommandLine(root)
        .addSubcommand(new JvmsCommand(output))
        .addSubcommand(new AttachCommand(output))
        .addSubcommand(new DetachCommand(output))
        .addSubcommand(new TasksCommand(output))
        .addSubcommand(new HistoryCommand(output))
        .addSubcommand(new FailuresCommand(output))
        .addSubcommand(new RecordCommand(output))
        .addSubcommand(new EnableCommand(output))
        .addSubcommand(new DisableCommand(output))
        .addSubcommand(new TriggerCommand(output))
        .addSubcommand(new InterruptCommand(output))
        .addSubcommand(new AuditCommand(output))
        .addSubcommand(new WatchCommand(output))
        .addSubcommand(fleet(output))
        .addSubcommand(new SettingsCommand(output))
        .addSubcommand(new CompletionCommand(output));
    all.getCommandSpec().usageMessage().header(RootCommand.Version.line());
    return all.setOut(output.writer())
        .setCommandName(CALLED)
        .setUsageHelpWidth(HELP_COLUMNS)
        // A name or an argument for a task may begin with @.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, given) -> wrong(output, e))
        .setExecutionExceptionHandler((e, command, result) -> failed(output, e, root.debug));
  }

  private static CommandLine fleet(Output output) {
    return new CommandLine(new FleetCommand())
        .addSubcommand(new FleetTasksCommand(output))
        .addSubcommand(new FleetHistoryCommand(output))
        .addSubcommand(new FleetFailuresCommand(output))
        .addSubcommand(new FleetInstancesCommand(output))
        .addSubcommand(new FleetAuditCommand(output))
        .addSubcommand(new FleetEnableCommand(output))
        .addSubcommand(new FleetDisableCommand(output));
  }

  private static int wrong(Output output, ParameterException e) {
    StringBuilder sentence = new StringBuilder(Secrets.mask(String.valueOf(e.getMessage())));
    String nearest = e instanceof UnmatchedArgumentException unmatched ? nearest(unmatched) : null;
    if (nearest != null) {
      sentence.append("; the nearest known one is '").append(nearest).append('\'');
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    output.note(sentence + "; see " + command + " --help");
    return ExitCode.USAGE;
  }

  /** Returns the command or the option that was most likely meant, null if none is near. */
  private static @Nullable String nearest(UnmatchedArgumentException unmatched) {
    String given = unmatched.getUnmatched().get(0);
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    if (!given.startsWith("--")) {
      return given.startsWith("-")
          ? null
          : Spelling.nearest(given, command.subcommands().keySet());
    }
    List<String> options =
        command.options().stream().map(OptionSpec::longestName).toList();
    return Spelling.nearest(given.substring(0, (given + "=").indexOf('=')), options);
  }

  private static int failed(Output output, Exception e, boolean debug) {
    if (debug) {
      output.trace(e);
    }
    if (e instanceof CommandFailure failure) {
      output.note(failure.sentence());
      return failure.exitCode();
    }
    output.note("the command failed by a fault of its own: " + Secrets.mask(e.toString())
        + (debug ? "" : "; --debug shows where"));
    return ExitCode.REFUSED;
  }
}
