package io.tlo.execution;

import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.TaskStateRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a store its records many at a time, and stays with those that it could not take since it was away.
 *
 * <p>Thread safety: confined to the forwarder's thread, but for {@link #oldest}.
 */
final class BatchDelivery {

  static final int MOST = 500;

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LAST_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

  /** Hears what became of an execution. */
  interface Outcomes {
    void settled(EndedExecution execution, boolean stored);
  }

  private final BatchTaskStateStore store;
  private final StoreFaults faults;
  private final LongRunning longRunning;
  private final Outcomes outcomes;
  private final List<EndedExecution> inHand = new ArrayList<>(MOST);
  private boolean oneByOne;
  private long pauseNanos;
  private volatile @Nullable EndedExecution oldest;

  BatchDelivery(
      BatchTaskStateStore store, StoreFaults faults, LongRunning longRunning, Outcomes outcomes) {
    this.store = store;
    this.faults = faults;
    this.longRunning = longRunning;
    this.outcomes = outcomes;
  }

  boolean isEmpty() {
    return inHand.isEmpty();
  }

  boolean isFull() {
    return inHand.size() >= MOST;
  }

  void add(EndedExecution execution) {
    if (inHand.isEmpty()) {
      oldest = execution;
    }
    inHand.add(execution);
  }

  /** Returns the execution that has waited longest of those in hand, null if none is. */
  @Nullable
  EndedExecution oldest() {
    return oldest;
  }

  /** Tells the store of what has been running long; what it does not take it is told again later. */
  void tellWhatRuns(long nowNanos) {
    List<TaskStateRecord> running = longRunning.unknown(nowNanos, MOST);
    if (running.isEmpty()) {
      return;
    }
    try {
      store.write(running);
      longRunning.nowKnown(running);
    } catch (Throwable e) {
      faults.thrown(e);
    }
  }

  /**
   * Gives the store what is in hand.
   *
   * @return for how long it should be left alone then, 0 if it took all or refused some for good
   */
  long write() {
    try {
      while (!inHand.isEmpty()) {
        write(oneByOne ? 1 : inHand.size());
      }
      oneByOne = false;
      return goOn();
    } catch (Throwable e) {
      faults.thrown(e);
      return StoreFaults.isAbsence(e) ? pause() : refuse();
    }
  }

  private void write(int count) {
    List<EndedExecution> part = inHand.subList(0, count);
    List<TaskStateRecord> records = new ArrayList<>(count);
    for (EndedExecution each : part) {
      records.add(each.toRecord());
    }
    store.write(records);
    faults.worked();
    settle(count, true);
  }

  private void settle(int count, boolean stored) {
    List<EndedExecution> part = inHand.subList(0, count);
    for (EndedExecution each : part) {
      longRunning.endKnown(each.id());
      outcomes.settled(each, stored);
    }
    part.clear();
    oldest = inHand.isEmpty() ? null : inHand.get(0);
  }

  /** One of them may spoil it for the others, so each is given alone; one that is alone is given up. */
  private long refuse() {
    if (oneByOne || inHand.size() == 1) {
      settle(1, false);
    }
    oneByOne = !inHand.isEmpty();
    return goOn();
  }

  private long goOn() {
    pauseNanos = 0;
    return 0;
  }

  private long pause() {
    faults.retried();
    pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LAST_PAUSE_NANOS);
    return pauseNanos;
  }
}
