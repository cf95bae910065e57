package io.tlo.trust.sharing;

import io.tlo.testing.ForkedJvm;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JVM itself prints about its archives, on either stream and between the lines of the
 * program.
 */
final class JvmLines {

  private static final Pattern LOG = Pattern.compile("\\[[\\d.,]+s\\]\\[\\w+ *\\]\\[\\S+ *\\] ?");
  private static final Pattern WORDS = Pattern.compile(
      "(\\w* AOTConfiguration recorded|Launching child process|Reading AOTConfiguration|AOTCache creation"
          + "|Removed temporary|Picked up JAVA_TOOL_OPTIONS|\\S+ .*VM warning: ).*");

  private JvmLines() {}

  /** Returns the JVM's lines without their times. */
  static List<String> of(String text) {
    return text.lines()
        .filter(JvmLines::isOfJvm)
        .map(line -> LOG.matcher(line).replaceFirst(""))
        .toList();
  }

  /** Returns what is left of a text without them. */
  static List<String> others(String text) {
    return text.lines().filter(line -> !isOfJvm(line)).toList();
  }

  /** Returns all of them as one cell of a table. */
  static String quoted(ForkedJvm.Result result) {
    List<String> lines = of(result.out() + result.err());
    return lines.isEmpty()
        ? "the JVM prints nothing"
        : "the JVM prints: " + String.join("; ", lines);
  }

  private static boolean isOfJvm(String line) {
    return LOG.matcher(line).lookingAt() || WORDS.matcher(line).matches();
  }
}
