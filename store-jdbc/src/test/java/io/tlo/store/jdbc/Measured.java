package io.tlo.store.jdbc;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long things took, as lines of Markdown.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Measured {

  private final StringBuilder lines = new StringBuilder();
  private final int rounds;

  Measured(String title, int rounds) {
    this.rounds = rounds;
    lines
        .append("\n### ")
        .append(title)
        .append("\n\n| what | result | first | median |\n|---|--:|--:|--:|\n");
  }

  synchronized void line(String line) {
    lines.append("| ").append(line).append(" |\n");
  }

  void once(String what, Runnable done) {
    long start = System.nanoTime();
    done.run();
    line(what + " | | | " + millis(System.nanoTime() - start) + " ms");
  }

  /** Does it once and then some more times; returns the number that it gives. */
  long often(String what, Callable<? extends Number> done) throws Exception {
    long start = System.nanoTime();
    long result = done.call().longValue();
    long first = System.nanoTime() - start;
    long[] nanos = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      start = System.nanoTime();
      done.call();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    line(what + " | " + result + " | " + millis(first) + " ms | " + millis(nanos[rounds / 2])
        + " ms");
    return result;
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  @Override
  public synchronized String toString() {
    return lines.toString();
  }
}
