package io.tlo.state;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in this process's memory, bounded for each task and in total. The record of the
 * execution that ended first goes first; that of one that has not ended never goes.
 *
 * <p>The bound of a task holds at every moment. The total is enforced by {@link #trim()}, which TLO
 * calls every second, and by {@link #create}.
 *
 * <p>Thread safety: safe. Executions that TLO records take no lock; the store's own methods take one.
 */
public final class InMemoryTaskStateStore implements TaskStateStore {

  private static final int DEFAULT_PER_TASK = 100;
  private static final int DEFAULT_TOTAL = 10_000;

  private final int perTask;
  private final int total;
  private final Map<String, TaskHistory> histories = new ConcurrentHashMap<>();
  // Histories of tasks that are gone while an execution of theirs still runs; guarded by the lock.
  private final List<TaskHistory> forgotten = new ArrayList<>();
  // Histories that are no task's any more and may still be added to; guarded by the lock.
  private final List<TaskHistory> aside = new ArrayList<>();
  // What the histories of the other tasks that are gone had; guarded by the lock.
  private long droppedBefore;

  /** Creates an empty store that keeps 100 records of a task and 10,000 in all. */
  public InMemoryTaskStateStore() {
    this(DEFAULT_PER_TASK, DEFAULT_TOTAL);
  }

  /**
   * Creates an empty store.
   *
   * @param perTask how many ended records are kept of one task, at least 1
   * @param total how many ended records are kept in all, at least 1
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public InMemoryTaskStateStore(int perTask, int total) {
    if (perTask < 1 || total < 1) {
      throw new IllegalArgumentException(
          "records kept: " + perTask + " per task and " + total + " in total, allowed: 1 and more");
    }
    this.perTask = perTask;
    this.total = total;
  }

  /** Returns the history of one task, a new one if it has none; for the recording of executions. */
  public TaskHistory history(String taskName) {
    TaskHistory history = histories.get(taskName);
    return history != null
        ? history
        : histories.computeIfAbsent(taskName, name -> new TaskHistory(perTask));
  }

  /** Forgets the history of a task that is gone; its ended executions count as dropped. */
  public synchronized void forget(String taskName) {
    TaskHistory history = histories.get(taskName);
    if (history != null) {
      setAside(taskName);
      forget(history);
    }
  }

  /**
   * Shows the history of a task no longer, which may still be added to until it is {@linkplain #forget(TaskHistory)
   * forgotten}; its ended executions count as dropped.
   */
  public synchronized void setAside(String taskName) {
    TaskHistory history = histories.remove(taskName);
    if (history != null) {
      aside.add(history);
    }
  }

  /** Forgets a history that was set aside, to which no further execution is added. */
  public synchronized void forget(TaskHistory history) {
    if (aside.remove(history)) {
      forgotten.add(history);
      foldForgotten();
    }
  }

  /** Adds up the numbers of those forgotten histories that no longer change. */
  private void foldForgotten() {
    forgotten.removeIf(history -> {
      boolean settled = history.unended() == 0;
      if (settled) {
        droppedBefore += history.endedExecutions();
      }
      return settled;
    });
  }

  @Override
  public synchronized void create(TaskStateRecord taskRecord) {
    if (find(taskRecord.id()) != null) {
      throw new TloException(
          Reason.DUPLICATE_RECORD,
          "record " + taskRecord.id()
              + ": exists already; update it, or create one with another id");
    }
    history(taskRecord.taskName()).handIn(new RecordEntry(taskRecord));
    trim();
  }

  @Override
  public synchronized void update(TaskStateRecord taskRecord) {
    Found found = require(taskRecord.id());
    requireSameTask(found, taskRecord);
    TaskStateRecord present = found.entry().toRecord(found.taskName());
    present.requireMayBecome(taskRecord.status());
    TaskHistory history = history(found.taskName());
    if (history.remove(found.entry())) {
      history.handIn(new RecordEntry(taskRecord, found.entry().startedNanos(), System.nanoTime()));
    }
  }

  @Override
  public synchronized Optional<TaskStateRecord> get(long id) {
    Found found = find(id);
    return found == null ? Optional.empty() : Optional.of(found.entry().toRecord(found.taskName()));
  }

  @Override
  public synchronized void delete(long id) {
    Found found = require(id);
    history(found.taskName()).evict(found.entry());
  }

  @Override
  public synchronized List<TaskStateRecord> latest(String taskName, int limit) {
    List<TaskStateRecord> records = new ArrayList<>();
    TaskHistory history = histories.get(taskName);
    if (history != null) {
      for (StateEntry entry : history.entries(limit)) {
        records.add(entry.toRecord(taskName));
      }
    }
    return records;
  }

  @Override
  public synchronized List<TaskStateRecord> latest(int limit) {
    NewestEntries newest = new NewestEntries(limit);
    for (LastAdded each : lastAddedFirst()) {
      if (!newest.wouldKeep(each.nanos())) {
        // Nothing of this history and of those after it is as new as what is found already.
        break;
      }
      newest.addFrom(each.taskName(), each.history());
    }
    return newest.toRecords();
  }

  /**
   * A task's history, and when the newest entry that was added to it began; noted, since an entry may begin
   * while it is being sorted.
   */
  private record LastAdded(String taskName, TaskHistory history, long nanos) {}

  /** Returns the histories that were added to, the one with the newest entry first. */
  private List<LastAdded> lastAddedFirst() {
    List<LastAdded> found = new ArrayList<>();
    histories.forEach((name, history) -> {
      StateEntry newest = history.newest();
      if (newest != null) {
        found.add(new LastAdded(name, history, newest.startedNanos()));
      }
    });
    long now = System.nanoTime();
    found.sort(Comparator.comparingLong(each -> now - each.nanos()));
    return found;
  }

  @Override
  public synchronized long count() {
    long count = 0;
    for (TaskHistory history : histories.values()) {
      count += history.kept().size();
    }
    return count;
  }

  /** Returns how many records of ended executions are kept, and how many are not any more. */
  public synchronized RecordCounts recordCounts() {
    foldForgotten();
    RecordCounts counts = new RecordCounts(0, droppedBefore);
    counts = plusEnded(counts, forgotten);
    counts = plusEnded(counts, aside);
    for (TaskHistory history : histories.values()) {
      counts = counts.plus(history.recordCounts());
    }
    return counts;
  }

  private static RecordCounts plusEnded(RecordCounts counts, List<TaskHistory> gone) {
    RecordCounts sum = counts;
    for (TaskHistory history : gone) {
      sum = sum.plus(new RecordCounts(0, history.endedExecutions()));
    }
    return sum;
  }

  /** Drops what is kept beyond the total, the record that ended first before the others. */
  public synchronized void trim() {
    foldForgotten();
    if (!hasChanged() || mostHeld() <= total) {
      return;
    }
    for (TaskHistory history : histories.values()) {
      history.dropSurplus();
    }
    EndTimes ends = new EndTimes(mostHeld());
    for (TaskHistory history : histories.values()) {
      history.collectEnds(ends);
    }
    int surplus = ends.size() - total;
    if (surplus > 0) {
      dropEnded(ends.whenHadEnded(surplus), surplus);
    }
  }

  /** An idle program is not to pay every second for having been busy. */
  private boolean hasChanged() {
    boolean changed = false;
    for (TaskHistory history : histories.values()) {
      // Each is to note what it shows now.
      changed |= history.hasChanged();
    }
    return changed;
  }

  private int mostHeld() {
    int most = 0;
    for (TaskHistory history : histories.values()) {
      most += history.mostHeld();
    }
    return most;
  }

  private void dropEnded(long nanos, int most) {
    int left = most;
    for (TaskHistory history : histories.values()) {
      left -= history.dropEnded(nanos, left);
    }
  }

  private Found require(long id) {
    Found found = find(id);
    if (found == null) {
      throw new TloException(
          Reason.UNKNOWN_RECORD,
          "record " + id + ": not kept; it was never created, or is dropped");
    }
    return found;
  }

  private static void requireSameTask(Found found, TaskStateRecord taskRecord) {
    if (!found.taskName().equals(taskRecord.taskName())) {
      throw new TloException(
          Reason.ILLEGAL_TRANSITION,
          "record " + taskRecord.id() + ": belongs to task '" + found.taskName()
              + "' and cannot become a record of task '" + taskRecord.taskName() + "'");
    }
  }

  private @Nullable Found find(long id) {
    for (Map.Entry<String, TaskHistory> each : histories.entrySet()) {
      StateEntry entry = each.getValue().find(id);
      if (entry != null) {
        return new Found(each.getKey(), entry);
      }
    }
    return null;
  }

  private record Found(String taskName, StateEntry entry) {}

  /** A record that was handed in through the store's own methods. */
  private record RecordEntry(TaskStateRecord taskRecord, long startedNanos, long changedNanos)
      implements StateEntry {

    RecordEntry(TaskStateRecord taskRecord) {
      this(taskRecord, System.nanoTime(), System.nanoTime());
    }

    @Override
    public long id() {
      return taskRecord.id();
    }

    @Override
    public TaskStatus status() {
      return taskRecord.status();
    }

    @Override
    public @Nullable Instant startedAt() {
      return taskRecord.startedAt();
    }

    @Override
    public TaskStateRecord toRecord(String taskName) {
      return taskRecord;
    }
  }
}
