package io.tlo.execution;

import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.RecordCounts;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads records: first those in memory, then, from a custom store, those that memory no longer holds.
 *
 * <p>Thread safety: safe for many threads. What asks a custom store takes as long as the store does.
 */
public final class Records {

  // A store is not asked for all it has: that may be more than fits into memory.
  private static final int MOST_SEARCHED = 10_000;
  private static final long MOST_CHARACTERS = 4_000_000;
  // It is asked for a few at first: often these are enough.
  private static final int FIRST_SEARCHED = 100;
  private static final int TIMES_MORE = 10;

  private final InMemoryTaskStateStore memory;
  private final @Nullable Forwarder forwarder;
  private final TriggeredExecutions triggered;

  /** Creates a reader of these; no forwarder means no custom store. */
  public Records(
      InMemoryTaskStateStore memory, @Nullable Forwarder forwarder, TriggeredExecutions triggered) {
    this.memory = memory;
    this.forwarder = forwarder;
    this.triggered = triggered;
  }

  /** Returns the newest records in memory, newest first; asks no custom store. */
  public List<TaskStateRecord> recent(int limit) {
    return memory.latest(limit);
  }

  /** Returns the newest records of one task in memory, newest first; asks no custom store. */
  public List<TaskStateRecord> recent(LiveTask task, int limit) {
    return memory.latest(task.name(), limit);
  }

  /** Returns the newest records, newest first. */
  public List<TaskStateRecord> latest(int limit) {
    return look(null, limit).records();
  }

  /** Returns the newest records of one task, newest first. */
  public List<TaskStateRecord> latest(String taskName, int limit) {
    return look(taskName, limit).records();
  }

  /**
   * Looks for records that a condition holds for, among the newest 10,000 at most; among fewer if the texts of these are
   * longer than 4 million characters together.
   *
   * @param taskName whose records, null for those of all tasks
   * @param limit how many at most, at least 1
   */
  public RecordSearch search(
      @Nullable String taskName, Predicate<TaskStateRecord> condition, int limit) {
    int most = Math.max(FIRST_SEARCHED, limit);
    while (true) {
      Look look = look(taskName, most);
      List<TaskStateRecord> found = matching(look.records(), condition, limit);
      boolean isWhole = look.answered() && look.records().size() < most;
      int next = Math.min(mostThatFit(look.records()), Math.min(MOST_SEARCHED, TIMES_MORE * most));
      if (found.size() >= limit || isWhole || !look.answered() || next <= most) {
        return new RecordSearch(found, look.records().size(), isWhole, look.answered());
      }
      most = next;
    }
  }

  private static List<TaskStateRecord> matching(
      List<TaskStateRecord> records, Predicate<TaskStateRecord> condition, int limit) {
    List<TaskStateRecord> matching = new ArrayList<>();
    for (TaskStateRecord each : records) {
      if (matching.size() < limit && condition.test(each)) {
        matching.add(each);
      }
    }
    return matching;
  }

  /** Returns how many records may be looked through whose texts are as long as those of these. */
  private static int mostThatFit(List<TaskStateRecord> records) {
    long characters = 1;
    for (TaskStateRecord each : records) {
      characters += length(each.result()) + length(each.failure());
    }
    return (int) Math.min(MOST_SEARCHED, records.size() * MOST_CHARACTERS / characters);
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Returns the record with that id, empty if it is neither kept nor that of one of the newest triggered executions. */
  public Optional<TaskStateRecord> find(long id) {
    Optional<TaskStateRecord> inMemory = memory.get(id).or(() -> triggered.find(id));
    return inMemory.isPresent() || forwarder == null
        ? inMemory
        : forwarder.ask(store -> store.get(id), Optional.empty());
  }

  /** Returns how many records of ended executions are kept, and how many are not any more, or never were. */
  public RecordCounts counts() {
    return forwarder != null && forwarder.takesExecutions()
        ? forwarder.recordCounts()
        : memory.recordCounts();
  }

  /** Returns how it stands with the custom store, null if there is none. */
  public @Nullable StoreStatus storeStatus() {
    return forwarder != null && forwarder.takesExecutions() ? forwarder.status() : null;
  }

  /**
   * The newest records.
   *
   * @param answered whether the custom store has answered, if there is one
   */
  private record Look(List<TaskStateRecord> records, boolean answered) {}

  private Look look(@Nullable String taskName, int limit) {
    List<TaskStateRecord> recent =
        taskName == null ? memory.latest(limit) : memory.latest(taskName, limit);
    if (forwarder == null || !forwarder.takesExecutions() || recent.size() >= limit) {
      return new Look(recent, true);
    }
    Optional<List<TaskStateRecord>> stored = taskName == null
        ? stored(forwarder, store -> store.latest(limit), limit)
        : stored(forwarder, store -> store.latest(taskName, limit), limit);
    return new Look(merge(recent, stored.orElse(List.of()), limit), stored.isPresent());
  }

  private static Optional<List<TaskStateRecord>> stored(
      Forwarder forwarder,
      Function<TaskStateStore, @Nullable List<@Nullable TaskStateRecord>> question,
      int limit) {
    return forwarder.ask(
        store -> Optional.of(read(question.apply(store), limit)), Optional.empty());
  }

  /** Reads a list of the store's, which is its code too: it may fail, be endless or hold nothing. */
  private static List<TaskStateRecord> read(
      @Nullable List<@Nullable TaskStateRecord> answer, int limit) {
    List<TaskStateRecord> records = new ArrayList<>();
    if (answer != null) {
      Iterator<@Nullable TaskStateRecord> each = answer.iterator();
      for (int i = 0; i < limit && each.hasNext(); i++) {
        TaskStateRecord next = each.next();
        if (next != null) {
          records.add(next);
        }
      }
    }
    return records;
  }

  private static List<TaskStateRecord> merge(
      List<TaskStateRecord> recent, List<TaskStateRecord> stored, int limit) {
    List<TaskStateRecord> merged = new ArrayList<>(recent);
    Set<Long> ids = new HashSet<>();
    recent.forEach(each -> ids.add(each.id()));
    for (TaskStateRecord each : stored) {
      if (ids.add(each.id())) {
        merged.add(each);
      }
    }
    merged.sort(Comparator.comparing(TaskStateRecord::createdAt)
        .thenComparing(TaskStateRecord::id)
        .reversed());
    return merged.size() > limit ? new ArrayList<>(merged.subList(0, limit)) : merged;
  }
}
