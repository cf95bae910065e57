package io.tlo.state;

import java.util.Arrays;

/**
 * When ended entries ended. Bare numbers: the store looks through all its entries every second, and with objects
 * to sort, that took more of a busy program than the recording itself.
 *
 * <p>Thread safety: confined to one thread.
 */
final class EndTimes {

  // Readings of the clock may wrap round; their distance from this one does not.
  private final long base = System.nanoTime();
  // Distances, each shifted by one place, where a skip has a one: so both come from one look and
  // are sorted
  // together. What is left of the range is 146 years.
  private long[] times;
  private int size;
  private int executions;

  /**
   * Creates one without times.
   *
   * @param expected how many there will be, about
   */
  EndTimes(int expected) {
    this.times = new long[Math.max(1, expected)];
  }

  /** Adds an entry's time; nothing happens if it has not ended. */
  void add(StateEntry entry) {
    TaskStatus status = entry.status();
    if (status.isFinal()) {
      int skip = status == TaskStatus.SKIPPED ? 1 : 0;
      executions += 1 - skip;
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
      }
      times[size] = (entry.changedNanos() - base) << 1 | skip;
      size++;
    }
  }

  int size() {
    return size;
  }

  /** Returns how many of them are executions; a skip is none. */
  int executions() {
    return executions;
  }

  /**
   * Returns the reading of the clock by which so many of them had ended.
   *
   * @param count 1 to {@link #size()}
   */
  long whenHadEnded(int count) {
    Arrays.sort(times, 0, size);
    return base + (times[count - 1] >> 1);
  }

  /**
   * Returns how many executions there are without those entries that ended first.
   *
   * @param count how many entries are left out, 0 to {@link #size()}
   */
  int executionsWithout(int count) {
    Arrays.sort(times, 0, size);
    int left = 0;
    for (int i = count; i < size; i++) {
      left += (times[i] & 1) == 0 ? 1 : 0;
    }
    return left;
  }
}
