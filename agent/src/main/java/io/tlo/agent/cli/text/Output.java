package io.tlo.agent.cli.text;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints: what was asked for on standard output, what is wrong on standard error.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Output {

  private final PrintStream out;
  private final PrintStream err;
  private final int columns;

  /**
   * Creates the output of a command.
   *
   * @param out standard output
   * @param err standard error
   * @param columns how wide a table may be
   */
  public Output(PrintStream out, PrintStream err, int columns) {
    this.out = out;
    this.err = err;
    this.columns = columns;
  }

  /** Prints a text of ours as it is. */
  public void print(String text) {
    out.println(text);
  }

  /** Prints what another process says, with its lines. */
  public void answer(String text) {
    out.println(PlainText.lines(text));
  }

  /** Prints a table. */
  public void table(Table table) {
    List<String> lines = table.lines(columns);
    lines.forEach(out::println);
  }

  /** Prints an object for programs; JSON is UTF-8, whatever the terminal's characters are. */
  public void json(Map<String, ? extends @Nullable Object> object) {
    utf8(JsonText.indented(object));
  }

  /** Prints an object for programs on one line. */
  public void jsonLine(Map<String, ? extends @Nullable Object> object) {
    utf8(JsonText.line(object));
  }

  /** Sends a terminal its orders. */
  void raw(String text) {
    out.print(text);
    out.flush();
  }

  private void utf8(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /** Says in a sentence what is wrong, or what there is to know about what was printed. */
  public void note(String sentence) {
    err.println(PlainText.line(sentence));
  }

  /** Prints where in the program a failure came about. */
  public void trace(Throwable failure) {
    failure.printStackTrace(err);
  }

  /** Prints what is still held back. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /** Returns whether nobody reads standard output any more. */
  public boolean isClosed() {
    return out.checkError();
  }
}
