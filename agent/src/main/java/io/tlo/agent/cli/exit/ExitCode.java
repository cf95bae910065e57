package io.tlo.agent.cli.exit;

/** The exit codes of every command; scripts hang on them. */
public final class ExitCode {

  /** What was asked for is done. */
  public static final int DONE = 0;

  /** The JVM was reached, and what was asked for was refused there, or failed. */
  public static final int REFUSED = 1;

  /** The command line itself is wrong; nothing was reached. */
  public static final int USAGE = 2;

  /** The JVM could not be reached. */
  public static final int CANNOT_CONNECT = 3;

  /** It is done for some of what was meant, and was refused for others. */
  public static final int PARTLY = 4;

  /** It is done, and the answer could not be written. */
  public static final int NOT_WRITTEN = 5;

  private ExitCode() {}
}
