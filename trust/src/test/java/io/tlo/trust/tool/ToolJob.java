package io.tlo.trust.tool;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A small piece of work for a program of the JDK.
 *
 * @param program its name in {@code bin}
 * @param arguments what it is told; relative paths are those of the folder that it works in
 * @param telling which lines of its output say the same each time
 * @param exitCode how it ends when it does its work
 */
record ToolJob(String program, List<String> arguments, Pattern telling, int exitCode) {

  private static final Pattern ALL = Pattern.compile("");

  static ToolJob of(String program, String... arguments) {
    return new ToolJob(program, List.of(arguments), ALL, 0);
  }

  /** The same work; of its output only the lines with this text are compared. */
  ToolJob comparing(String text) {
    return new ToolJob(program, arguments, Pattern.compile(Pattern.quote(text)), exitCode);
  }

  /** The same work, which does not end with 0. */
  ToolJob endingWith(int code) {
    return new ToolJob(program, arguments, telling, code);
  }

  /**
   * Returns what of an output must be the same in each run: not times, sizes, keys and
   * addresses.
   */
  String comparable(String output) {
    return output
        .lines()
        .filter(telling.asPredicate())
        .map(line -> line.replaceAll("(?i)\\b0x[0-9a-f]+|([0-9A-F]{2}:)+[0-9A-F]{2}", "X"))
        .map(line -> line.replaceAll("[0-9]+", "N"))
        .map(
            line -> line.replaceAll("\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\b", "M"))
        .map(line -> line.replaceAll("\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\b", "D"))
        .reduce("", (text, line) -> text + line + "\n");
  }

  @Override
  public String toString() {
    return program + " " + String.join(" ", arguments);
  }
}
