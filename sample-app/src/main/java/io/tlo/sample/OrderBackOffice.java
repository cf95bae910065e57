package io.tlo.sample;

import java.io.PrintStream;

/**
 * The program: an order about every 300 ms, until it is stopped or its time is over.
 *
 * <p>Standard output carries one line per completed order and nothing else.
 */
public final class OrderBackOffice {

  private static final int EXIT_USAGE = 2;

  private OrderBackOffice() {}

  /**
   * Runs the back office.
   *
   * @param args {@code --seconds N} to end after N seconds, {@code --help}; without arguments it
   *     runs until it is stopped
   */
  public static void main(String[] args) {
    int exitCode = run(args, System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.help()) {
        out.print(CommandLine.USAGE);
      } else {
        new Shift(commandLine.timeLimit(), out, err).work();
      }
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return EXIT_USAGE;
    }
  }
}
