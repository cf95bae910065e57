package io.tlo.agent;

/**
 * Lets 60 lines pass in a minute, and counts the others.
 *
 * <p>Thread safety: safe, by a lock that is held for a moment.
 */
final class LineLimit {

  private static final int MOST_LINES = 60;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private long minuteBeganNanos;
  private int lines;
  private int heldBack;

  /** Returns whether one more line may pass; if not, it is counted. */
  synchronized boolean take() {
    if (lines == 0) {
      minuteBeganNanos = System.nanoTime();
    }
    if (lines < MOST_LINES) {
      lines++;
      return true;
    }
    heldBack++;
    return false;
  }

  /**
   * Begins a new minute if the last one is over, and returns how many lines were held back in
   * that.
   */
  synchronized int endMinute() {
    if (lines == 0 || System.nanoTime() - minuteBeganNanos <= MINUTE_NANOS) {
      return 0;
    }
    int told = heldBack;
    lines = 0;
    heldBack = 0;
    return told;
  }
}
