package io.tlo.agent.cli.text;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The terminal that this process reads from or writes to, if there is one. */
public final class Terminal {

  /** Standard input. */
  public static final int IN = 0;

  /** Standard output. */
  public static final int OUT = 1;

  /** The columns where there is no terminal: nothing is cut. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final File DEVICE = new File("/dev/tty");
  private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
  private static final int ROWS = 24;
  private static final int COLUMNS = 80;

  /**
   * How large the terminal is.
   *
   * @param rows lines, 24 if it does not say
   * @param columns characters of a line, 80 if it does not say
   */
  public record Size(int rows, int columns) {}

  private Terminal() {}

  /**
   * Returns whether a stream is a terminal. Where the operating system does not tell of one stream alone,
   * whether both are.
   *
   * @param stream {@link #IN} or {@link #OUT}
   */
  public static boolean isAt(int stream) {
    String device = device(stream);
    return device == null
        ? isConsoleATerminal()
        : device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
  }

  /**
   * Returns whether another process is at the end of a stream, which may end before all is written; false if the
   * operating system does not tell.
   *
   * @param stream {@link #IN} or {@link #OUT}
   */
  public static boolean isPipe(int stream) {
    String device = device(stream);
    return device != null && (device.startsWith("pipe:") || device.startsWith("socket:"));
  }

  /** Returns what a stream is, null if the operating system does not tell. */
  private static @Nullable String device(int stream) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(stream)))
          .toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** From JDK 22 on there is a console even if it is no terminal, and it tells; before that there is none. */
  @SuppressWarnings("SystemConsoleNull") // what it says is looked at as well
  private static boolean isConsoleATerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Returns how wide what is printed may be: the variable COLUMNS, the terminal, or unbounded. */
  public static int columns() {
    Integer asked = number(System.getenv("COLUMNS"));
    if (asked != null) {
      return asked;
    }
    return isAt(OUT) ? size().columns() : UNBOUNDED;
  }

  /** Returns how large the terminal is now. */
  public static Size size() {
    Size size = ask();
    return size != null ? size : new Size(ROWS, COLUMNS);
  }

  private static @Nullable Size ask() {
    if (!DEVICE.exists()) {
      return null;
    }
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(Redirect.from(DEVICE))
          .redirectError(Redirect.DISCARD)
          .start();
      try (InputStream answer = stty.getInputStream()) {
        return read(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return null;
    }
  }

  static @Nullable Size read(String answer) {
    Matcher size = SIZE.matcher(answer);
    if (!size.matches()) {
      return null;
    }
    Integer rows = number(size.group(1));
    Integer columns = number(size.group(2));
    return rows == null || columns == null ? null : new Size(rows, columns);
  }

  private static @Nullable Integer number(@Nullable String text) {
    try {
      int number = text == null ? 0 : Integer.parseInt(text);
      return number > 0 ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
