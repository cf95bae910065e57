package io.tlo.trust.page;

/**
 * What one check found, how one control failed, or how long a test took, as a line of seven
 * columns separated by tabs.
 *
 * @param promise the number of the promise in docs/trust.md
 * @param kind {@code check}, {@code control}, or {@code time} for the seconds of a test
 * @param what what was done
 * @param figure what was found
 * @param date the day, in UTC
 * @param extent {@code full}, or {@code nightly} or {@code landing} where less was run
 * @param test the class of the test, without its package
 */
record Figure(
    int promise, String kind, String what, String figure, String date, String extent, String test) {

  private static final String TIME = "time";

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not of seven columns, or does not begin with a number
   */
  static Figure of(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 7) {
      throw new IllegalArgumentException("not seven columns: '" + line + "'");
    }
    return new Figure(
        Integer.parseInt(columns[0]),
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        columns[6]);
  }

  /** Returns how long the test of this figure took. */
  Figure timed(long seconds) {
    return new Figure(promise, TIME, test, Long.toString(seconds), date, extent, test);
  }

  boolean isTime() {
    return kind.equals(TIME);
  }

  String line() {
    return String.join("\t", Integer.toString(promise), kind, what, figure, date, extent, test);
  }

  /** Returns what the figures of two Java versions have in common: the name of their row. */
  String row() {
    return kind.equals("control") ? "**control:** " + what : what;
  }
}
