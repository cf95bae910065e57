package io.tlo.agent.cli.text;

import io.tlo.execution.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints: what was asked for on standard output, what is wrong on standard error.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Output {

  private final OutputBytes bytes;
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
  public Output(OutputStream out, PrintStream err, int columns) {
    this.bytes = new OutputBytes(out);
    this.out = new PrintStream(bytes, true, charset());
    this.err = err;
    this.columns = columns;
  }

  /** Returns the characters in which the JVM writes to its standard output. */
  private static Charset charset() {
    String ofJdk17 = System.getProperty("sun.stdout.encoding", "");
    String name = System.getProperty("stdout.encoding", ofJdk17);
    try {
      return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  /** Returns a writer to standard output, for what prints by itself. */
  public PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(out, charset()), true);
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

  /** Prints where in the program a failure came about, without secrets that its messages tell. */
  public void trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    Secrets.mask(trace.toString()).lines().forEach(this::traceLine);
  }

  private void traceLine(String line) {
    boolean isIndented = line.startsWith("\t");
    err.println((isIndented ? "\t" : "") + PlainText.lines(isIndented ? line.substring(1) : line));
  }

  /** Prints what is still held back. */
  public void flush() {
    out.flush();
    err.flush();
  }

  /** Returns why not all could be written to standard output, null if all is. */
  public @Nullable IOException failure() {
    out.flush();
    return bytes.failure();
  }

  /** Returns whether nobody reads standard output any more. */
  public boolean isClosed() {
    return out.checkError();
  }
}
