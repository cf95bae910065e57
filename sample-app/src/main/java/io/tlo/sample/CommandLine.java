package io.tlo.sample;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What the user asked for.
 *
 * @param help whether to print the usage and end
 * @param timeLimit how long to take orders
 */
record CommandLine(boolean help, Duration timeLimit) {

  static final String USAGE = """
      Usage: java -jar tlo-sample-app.jar [--seconds N]

      An order back office: takes an order about every 300 ms and prints a line for each completed one.

        --seconds N   end after N seconds, 1 to 86400; default: run until stopped (Ctrl-C)
        --help        print this text
      """;

  private static final int MOST_SECONDS = 86_400;

  /** Longer than any JVM lives, and still a number of nanoseconds that can be added to. */
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  /**
   * Reads the arguments; the last one wins where one is given twice.
   *
   * @throws IllegalArgumentException if an argument is unknown or its value is missing or out of
   *     bounds; the message is a sentence for the user
   */
  static CommandLine parse(String... args) {
    boolean help = false;
    Duration timeLimit = UNLIMITED;
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--help" -> help = true;
        case "--seconds" -> timeLimit = Duration.ofSeconds(seconds(rest));
        default ->
          throw new IllegalArgumentException(
              "'" + argument + "' is unknown, allowed are --seconds N and --help");
      }
    }
    return new CommandLine(help, timeLimit);
  }

  private static int seconds(Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw badSeconds("nothing");
    }
    String value = rest.next();
    // At most five digits: more would overflow before they could be refused.
    int seconds = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw badSeconds("'" + value + "'");
    }
    return seconds;
  }

  private static IllegalArgumentException badSeconds(String found) {
    return new IllegalArgumentException(
        "--seconds: found " + found + ", allowed is a whole number from 1 to " + MOST_SECONDS);
  }
}
