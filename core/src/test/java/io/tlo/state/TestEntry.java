package io.tlo.state;

import java.time.Duration;
import java.time.Instant;

/** An entry whose times count up by one with every change. */
final class TestEntry implements StateEntry {

  private static long clock = System.nanoTime();

  private final long id;
  private final long started = tick();
  private volatile long changed = started;
  private volatile TaskStatus status;

  private TestEntry(long id, TaskStatus status) {
    this.id = id;
    this.status = status;
  }

  static TestEntry running(long id) {
    return new TestEntry(id, TaskStatus.RUNNING);
  }

  static TestEntry ended(long id) {
    return new TestEntry(id, TaskStatus.SUCCEEDED);
  }

  static TestEntry skipped(long id) {
    return new TestEntry(id, TaskStatus.SKIPPED);
  }

  private static synchronized long tick() {
    return ++clock;
  }

  TestEntry end(TaskStatus as) {
    changed = tick();
    status = as;
    return this;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public TaskStatus status() {
    return status;
  }

  @Override
  public long startedNanos() {
    return started;
  }

  @Override
  public Instant startedAt() {
    return Instant.EPOCH;
  }

  @Override
  public long changedNanos() {
    return changed;
  }

  @Override
  public TaskStateRecord toRecord(String taskName) {
    TaskStateRecord running = TaskStateRecord.pending(
            id, taskName, TaskTrigger.APPLICATION, Instant.EPOCH)
        .running(Instant.EPOCH, "main");
    return status == TaskStatus.RUNNING
        ? running
        : running.ended(TaskStatus.SUCCEEDED, Instant.EPOCH, Duration.ZERO, null, null);
  }
}
