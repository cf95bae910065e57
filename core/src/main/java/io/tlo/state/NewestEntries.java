package io.tlo.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The newest entries of several histories. Histories may be long and many, so only those of their entries
 * are sorted that can still be among the newest.
 *
 * <p>Thread safety: confined to one thread.
 */
final class NewestEntries {

  private static final Comparator<Found> NEWEST_FIRST =
      Comparator.comparing(Found::seen, Seen.NEWEST_FIRST);

  private final int limit;
  private final PriorityQueue<Found> oldestFirst = new PriorityQueue<>(NEWEST_FIRST.reversed());

  /**
   * Creates one without entries.
   *
   * @param limit how many are kept at most, at least 0
   */
  NewestEntries(int limit) {
    this.limit = limit;
  }

  private record Found(Seen seen, String taskName) {}

  /** Returns whether an entry that began at that reading of the clock would be among the newest. */
  boolean wouldKeep(long startedNanos) {
    return Seen.since(startedNanos) >= oldest();
  }

  /** Adds those entries of a task that are newer than the oldest here. */
  void addFrom(String taskName, TaskHistory history) {
    for (Seen seen : history.keptSince(oldest())) {
      oldestFirst.add(new Found(seen, taskName));
      if (oldestFirst.size() > limit) {
        oldestFirst.remove();
      }
    }
  }

  private long oldest() {
    Found oldest = oldestFirst.size() < limit ? null : oldestFirst.peek();
    return oldest == null ? Long.MIN_VALUE : oldest.seen().started();
  }

  /** Returns the records that the entries make now, newest first. */
  List<TaskStateRecord> toRecords() {
    List<Found> newestFirst = new ArrayList<>(oldestFirst);
    newestFirst.sort(NEWEST_FIRST);
    List<TaskStateRecord> records = new ArrayList<>();
    for (Found each : newestFirst) {
      records.add(each.seen().entry().toRecord(each.taskName()));
    }
    return records;
  }
}
