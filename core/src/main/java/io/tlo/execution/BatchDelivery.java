package io.tlo.execution;

import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.TaskStateRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
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

  /** Hears what became of executions and skips. */
  interface Outcomes {
    /**
     * They are out of the queue.
     *
     * @param skips how many of them are skips
     */
    void settled(int count, int skips, boolean stored);
  }

  private final BatchTaskStateStore store;
  private final StoreFaults faults;
  private final LongRunning longRunning;
  private final Outcomes outcomes;
  private final Deque<EndedExecution> inHand = new ArrayDeque<>(MOST);
  private int atOnce = MOST;
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
    List<TaskStateRecord> running = List.of();
    try {
      running = longRunning.untold(nowNanos, MOST);
      if (!running.isEmpty()) {
        store.write(running);
        longRunning.told(running);
      }
    } catch (Throwable e) {
      longRunning.toTellAgain(running);
      faults.thrown(store, e);
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
        write(Math.min(atOnce, inHand.size()));
        atOnce = Math.min(MOST, 2 * atOnce);
      }
      atOnce = MOST;
      return goOn();
    } catch (Throwable e) {
      faults.thrown(store, e);
      // No record is to blame for a memory that is used up.
      return StoreFaults.isAbsence(e) || e instanceof VirtualMachineError ? pause() : refuse();
    }
  }

  private void write(int count) {
    List<TaskStateRecord> records = new ArrayList<>(count);
    Iterator<EndedExecution> first = inHand.iterator();
    while (records.size() < count) {
      records.add(first.next().toRecord());
    }
    store.write(records);
    faults.worked();
    settle(count, true);
  }

  private void settle(int count, boolean stored) {
    int skips = 0;
    Iterator<EndedExecution> first = inHand.iterator();
    for (int i = 0; i < count; i++) {
      EndedExecution each = first.next();
      skips += each.isSkip() ? 1 : 0;
      longRunning.endKnown(each.id());
    }
    // After all that could fail for want of memory: they are counted once.
    outcomes.settled(count, skips, stored);
    for (int i = 0; i < count; i++) {
      inHand.removeFirst();
    }
    oldest = inHand.peekFirst();
  }

  /**
   * One of them may spoil it for the others: half as many are given next, and more again once they are taken, so that
   * one costs a few attempts and not one for each of the others. One that is refused alone is given up.
   */
  private long refuse() {
    int refused = Math.min(atOnce, inHand.size());
    if (refused == 1) {
      settle(1, false);
    }
    atOnce = inHand.isEmpty() ? MOST : Math.max(1, refused / 2);
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
