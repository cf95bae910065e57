package io.tlo.agent.cli.exit;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command: one sentence that says what failed and what to do, and the exit code.
 *
 * <p>Thread safety: immutable.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final int exitCode;

  private CommandFailure(int exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
    this.exitCode = exitCode;
  }

  /** Returns the end of a command that the JVM refused. */
  public static CommandFailure refused(String sentence) {
    return refused(sentence, null);
  }

  /** Returns the end of a command that the JVM refused, with what it threw. */
  public static CommandFailure refused(String sentence, @Nullable Throwable cause) {
    return new CommandFailure(ExitCode.REFUSED, sentence, cause);
  }

  /** Returns the end of a command that was written wrongly. */
  public static CommandFailure usage(String sentence) {
    return new CommandFailure(ExitCode.USAGE, sentence, null);
  }

  /** Returns the end of a command whose JVM cannot be reached. */
  public static CommandFailure cannotConnect(String sentence) {
    return cannotConnect(sentence, null);
  }

  /** Returns the end of a command whose JVM cannot be reached, with what was thrown. */
  public static CommandFailure cannotConnect(String sentence, @Nullable Throwable cause) {
    return new CommandFailure(ExitCode.CANNOT_CONNECT, sentence, cause);
  }

  /** Returns what to tell the user. */
  public String sentence() {
    return sentence;
  }

  /** Returns one of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
