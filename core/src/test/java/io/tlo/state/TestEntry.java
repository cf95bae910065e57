package io.tlo.state;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An entry whose times count up by one with every change. */
final class TestEntry implements StateEntry {

  private static final AtomicLong CLOCK = new AtomicLong(System.nanoTime());

  private final long id;
  private final long started = tick();
  private volatile long changed = started;
  private volatile TaskStatus status;
  private final AtomicInteger looks = new AtomicInteger();

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

  private static long tick() {
    return CLOCK.incrementAndGet();
  }

  TestEntry end(TaskStatus as) {
    changed = tick();
    status = as;
    return this;
  }

  /** Returns how many times its status was asked for. */
  int looks() {
    return looks.get();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public TaskStatus status() {
    looks.incrementAndGet();
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
