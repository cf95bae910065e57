package io.tlo.trust.page;

/**
 * What one check found, or how one control failed, as a line of six columns separated by tabs.
 *
 * @param promise the number of the promise in docs/trust.md
 * @param kind {@code check} or {@code control}
 * @param what what was done
 * @param figure what was found
 * @param date the day, in UTC
 * @param extent {@code full}, or {@code short} as in a build
 */
record Figure(int promise, String kind, String what, String figure, String date, String extent) {

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not of six columns, or does not begin with a number
   */
  static Figure of(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 6) {
      throw new IllegalArgumentException("not six columns: '" + line + "'");
    }
    return new Figure(
        Integer.parseInt(columns[0]), columns[1], columns[2], columns[3], columns[4], columns[5]);
  }

  String line() {
    return String.join("\t", Integer.toString(promise), kind, what, figure, date, extent);
  }

  /** Returns what the figures of two Java versions have in common: the name of their row. */
  String row() {
    return kind.equals("control") ? "**control:** " + what : what;
  }
}
