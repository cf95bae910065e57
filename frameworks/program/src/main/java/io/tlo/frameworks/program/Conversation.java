package io.tlo.frameworks.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Says {@code ready} on stdout and then obeys lines on stdin, until {@code quit} or the end of stdin:
 *
 * <ul>
 *   <li>{@code stop}: ends the framework's scheduling, answers {@code stopped}
 *   <li>{@code counts}: answers {@code framework LABEL N} and {@code body LABEL N} for each label, then
 *       {@code end}
 *   <li>{@code transactions}: answers {@code transactional LABEL N} for each label, then {@code end}
 *   <li>{@code call NAME}: does what the program knows by that name, answers {@code called NAME}
 * </ul>
 *
 * A line that it does not know ends the program with an exception.
 */
public final class Conversation {

  private final FrameworkProgram program;
  private final PrintStream out;

  private Conversation(FrameworkProgram program, PrintStream out) {
    this.program = program;
    this.out = out;
  }

  /** Talks with whoever has started this process, and returns when there is no more to say. */
  public static void hold(FrameworkProgram program) throws Exception {
    hold(program, System.out);
  }

  /** The same where {@code System.out} is another by now; {@code out} is what it was at first. */
  public static void hold(FrameworkProgram program, PrintStream out) throws Exception {
    new Conversation(program, out)
        .hold(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  private void hold(BufferedReader in) throws Exception {
    say("ready");
    for (String line = next(in); !line.equals("quit"); line = next(in)) {
      obey(line);
    }
  }

  private static String next(BufferedReader in) throws IOException {
    String line = in.readLine();
    return line == null ? "quit" : line;
  }

  private void obey(String line) throws Exception {
    switch (line) {
      case "stop" -> {
        program.stop();
        say("stopped");
      }
      case "counts" -> {
        list("framework", program.frameworkCounts());
        list("body", Counts.bodies().toMap());
        say("end");
      }
      case "transactions" -> {
        list("transactional", Counts.transactionalBodies().toMap());
        say("end");
      }
      default -> call(line);
    }
  }

  private void call(String line) throws Exception {
    String verb = "call ";
    if (!line.startsWith(verb)) {
      throw new IllegalArgumentException(
          "'" + line + "' is unknown, allowed are stop, counts, transactions, call NAME and quit");
    }
    program.call(line.substring(verb.length()));
    say("called " + line.substring(verb.length()));
  }

  private void list(String kind, Map<String, Long> counts) {
    counts.forEach((label, count) -> say(kind + " " + label + " " + count));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
