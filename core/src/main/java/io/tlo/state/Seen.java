package io.tlo.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An entry as a reader saw it. An entry may end while it is being sorted, which would break the sort;
 * what is compared is therefore noted first.
 *
 * @param entry the entry
 * @param status its status when it was looked at
 * @param started when it began, in nanoseconds since this class was loaded
 * @param changed when its status last changed, in the same unit
 */
record Seen(StateEntry entry, TaskStatus status, long started, long changed) {

  /** Readings of the clock may wrap round; their distance from a fixed one does not. */
  private static final long BASE = System.nanoTime();

  private static final Comparator<Seen> OLDEST_CHANGE_FIRST = Comparator.comparingLong(
          Seen::changed)
      .thenComparingLong(seen -> seen.entry().id());
  /** The newest first; of those that began together, the higher id first. */
  static final Comparator<Seen> NEWEST_FIRST = Comparator.comparingLong(Seen::started)
      .thenComparingLong(seen -> seen.entry().id())
      .reversed();

  static Seen of(StateEntry entry) {
    return new Seen(
        entry, entry.status(), since(entry.startedNanos()), since(entry.changedNanos()));
  }

  /** Returns a reading of the clock in the unit of this class. */
  static long since(long nanos) {
    return nanos - BASE;
  }

  boolean hasEnded() {
    return status.isFinal();
  }

  /** Returns the ended ones, the one that ended first at the front. */
  static List<Seen> endedOldestFirst(List<Seen> all) {
    List<Seen> ended = new ArrayList<>(all);
    ended.removeIf(seen -> !seen.hasEnded());
    ended.sort(OLDEST_CHANGE_FIRST);
    return ended;
  }

  /** Returns the newest entries, newest first; of those that began together, the higher id first. */
  static List<StateEntry> newestFirst(List<Seen> all, int limit) {
    List<Seen> sorted = new ArrayList<>(all);
    sorted.sort(NEWEST_FIRST);
    List<StateEntry> entries = new ArrayList<>();
    for (Seen seen : sorted.subList(0, Math.min(limit, sorted.size()))) {
      entries.add(seen.entry());
    }
    return entries;
  }
}
