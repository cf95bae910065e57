package io.tlo.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Keeps what the checks of one promise found, for docs/trust.md: call it after the assertions.
 */
public final class Figures {

  private final int promise;

  private Figures(int promise) {
    this.promise = promise;
  }

  /**
   * Returns where the figures of a promise are kept; it has the number that it has in
   * docs/trust.md.
   */
  public static Figures of(int promise) {
    return new Figures(promise);
  }

  /** Keeps what a check found: what was done in a few words, and the figure in a few. */
  public void check(String what, String figure) {
    keep("check", what, figure);
  }

  /** Keeps how a control failed, as it must. */
  public void control(String what, String figure) {
    keep("control", what, figure);
  }

  private void keep(String kind, String what, String figure) {
    String line = String.join(
        "\t",
        Integer.toString(promise),
        kind,
        plain(what),
        plain(figure),
        LocalDate.now(ZoneOffset.UTC).toString(),
        Extent.askedWord(),
        test());
    append(line + "\n");
  }

  /** Classes of tests run beside each other: whole lines, one after the other. */
  private static synchronized void append(String line) {
    try {
      Files.writeString(
          Path.of(System.getProperty("tlo.trust.figures", "target/figures.tsv")),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The test that asks for this, however deep in its parts. */
  private static String test() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .map(frame -> frame.getClassName().replaceFirst("\\$.*", ""))
            .filter(name -> name.endsWith("IT"))
            .findFirst())
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .orElseThrow();
  }

  /** A figure is one cell of a table. */
  private static String plain(String text) {
    if (text.isBlank() || text.contains("\t") || text.contains("\n") || text.contains("|")) {
      throw new IllegalArgumentException("not one cell of a table: '" + text + "'");
    }
    return text;
  }
}
