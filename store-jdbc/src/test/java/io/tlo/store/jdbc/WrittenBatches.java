package io.tlo.store.jdbc;

import io.tlo.TloException;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Writes batches as large as the largest that the store is given, and knows how long each took. */
final class WrittenBatches {

  private static final long SIZE = 500;

  private final JdbcStore store;
  private final long firstRecord;
  private final List<Long> nanos = new ArrayList<>();
  private int refused;

  WrittenBatches(JdbcStore store) {
    this(store, 1);
  }

  private WrittenBatches(JdbcStore store, long firstRecord) {
    this.store = store;
    this.firstRecord = firstRecord;
  }

  /** Returns those that follow, none of which is written yet. */
  WrittenBatches next() {
    return new WrittenBatches(store, firstRecord + SIZE * nanos.size());
  }

  /** Writes one after the other as long as their number is as wanted. */
  void writeWhile(IntPredicate wanted) {
    while (wanted.test(nanos.size())) {
      List<TaskStateRecord> batch = batch(firstRecord + SIZE * nanos.size());
      long start = System.nanoTime();
      try {
        store.write(batch);
      } catch (TloException e) {
        refused++;
      }
      nanos.add(System.nanoTime() - start);
    }
  }

  private static List<TaskStateRecord> batch(long first) {
    List<TaskStateRecord> batch = new ArrayList<>();
    for (long i = first; i < first + SIZE; i++) {
      long task = i * 7919 % ManyRecords.TASKS + 1;
      Instant now = Instant.now();
      batch.add(TaskStateRecord.pending(
              i, task == 1 ? "Orders.ship" : "Tasks.number" + task, TaskTrigger.APPLICATION, now)
          .running(now, "scheduling-" + i % 8)
          .ended(
              TaskStatus.SUCCEEDED, now, Duration.ofMillis(i % 1_000), "orders: " + i % 500, null));
    }
    return batch;
  }

  @Override
  public String toString() {
    List<Long> sorted = nanos.stream().sorted().toList();
    long all = sorted.stream().mapToLong(Long::longValue).sum();
    return sorted.size() + " batches, " + SIZE * sorted.size() * 1_000_000_000L / all
        + " records/s, median " + Measured.millis(sorted.get(sorted.size() / 2)) + " ms, p99 "
        + Measured.millis(sorted.get(sorted.size() * 99 / 100)) + " ms, max "
        + Measured.millis(sorted.get(sorted.size() - 1)) + " ms, refused " + refused;
  }
}
