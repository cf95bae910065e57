package io.tlo.execution;

import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The executions that have been running for a second or more, which a store hears of before they end: what
 * runs when a JVM dies is then known to others.
 *
 * <p>Thread safety: {@link #untold}, {@link #told} and {@link #toTellAgain} are called by one thread at a time; the
 * rest is safe for many.
 */
final class LongRunning {

  private static final long LONG_NANOS = Duration.ofSeconds(1).toNanos();

  private final Set<LiveTask> tasks = ConcurrentHashMap.newKeySet();
  // Those that the store may have heard of, and whose end it has not.
  private final Set<Long> known = ConcurrentHashMap.newKeySet();
  // Those of them of which it is to hear again: it failed, which may have been after it took them.
  private final Set<Long> uncertain = new HashSet<>();

  void added(LiveTask task) {
    tasks.add(task);
  }

  /** What runs of it still ends, and its end is told. */
  void removed(LiveTask task) {
    tasks.remove(task);
  }

  /** Returns the records of those that the store is to hear of; from now on their end must find a place. */
  List<TaskStateRecord> untold(long nowNanos, int atMost) {
    uncertain.retainAll(known);
    List<TaskStateRecord> found = new ArrayList<>();
    for (LiveTask task : tasks) {
      StateEntry longest = task.history().longestRunning();
      if (longest != null && isLong(longest, nowNanos)) {
        add(task, nowNanos, atMost, found);
      }
    }
    return found;
  }

  private void add(LiveTask task, long nowNanos, int atMost, List<TaskStateRecord> found) {
    for (StateEntry entry : task.history().entries()) {
      boolean isNew = entry.status() == TaskStatus.RUNNING
          && isLong(entry, nowNanos)
          && (!known.contains(entry.id()) || uncertain.contains(entry.id()));
      if (isNew && found.size() < atMost) {
        // Before it is looked at: should it end right after that, its end finds a place.
        known.add(entry.id());
        TaskStateRecord running = entry.toRecord(task.name());
        if (!running.status().isFinal()) {
          found.add(running);
        } else if (!uncertain.contains(entry.id())) {
          // Its end may be on its way already.
          known.remove(entry.id());
        }
      }
    }
  }

  private static boolean isLong(StateEntry entry, long nowNanos) {
    return nowNanos - entry.startedNanos() >= LONG_NANOS;
  }

  /** The store has taken them. */
  void told(List<TaskStateRecord> records) {
    records.forEach(each -> uncertain.remove(each.id()));
  }

  /** The store has failed, and may have taken them nevertheless. */
  void toTellAgain(List<TaskStateRecord> records) {
    records.forEach(each -> uncertain.add(each.id()));
  }

  /** Returns whether the store may have heard of this execution and must hear of its end. */
  boolean isKnown(long id) {
    return !known.isEmpty() && known.contains(id);
  }

  void endKnown(long id) {
    if (!known.isEmpty()) {
      known.remove(id);
    }
  }
}
