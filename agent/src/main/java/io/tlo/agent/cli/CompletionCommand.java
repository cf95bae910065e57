package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.ExitCode;
import io.tlo.agent.cli.text.Output;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets the shell complete commands and options.",
      "It is for the name 'tlo', so give the command line that name first:",
      "  alias tlo='java -jar /path/of/tlo-agent.jar'",
      "  source <(tlo completion bash)"
    })
final class CompletionCommand implements Callable<Integer> {

  private static final String ALIAS = "tlo";

  /** The shells there is a script for; one script fits both. */
  enum Shell {
    /** Bash. */
    bash,
    /** Zsh, by its bashcompinit. */
    zsh
  }

  private final Output output;

  @SuppressWarnings("UnusedVariable") // one script fits both: what is given is checked, no more
  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.bash;

  CompletionCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    output.print(AutoComplete.bash(ALIAS, CommandStart.commandLine(output).setCommandName(ALIAS)));
    return ExitCode.DONE;
  }
}
