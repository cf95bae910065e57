package io.tlo.execution;

import io.tlo.registry.TaskRegistry;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.RecordCounts;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStatus;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes definitions to a custom registry and ended executions to a custom store, on a thread of its own,
 * so that neither is ever called, waited for or failed by on the application's threads.
 *
 * <p>Executions wait in a bounded queue; one that does not fit is dropped whole and counted, and so is
 * one that the store refuses. The queue fills from the start and empties once {@link #start} has brought
 * the registry and the store, which may be later. A store that takes batches is given them, and while it
 * is away what it is to have stays in the queue.
 *
 * <p>While executions come, the thread looks for them every few milliseconds: to wake it for each would cost the
 * application's thread more than all the rest.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Forwarder implements TaskListener {

  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
  private static final long URGENT_NANOS = Duration.ofMillis(100).toNanos();

  private final FaultListener faults;
  private final StoreFaults storeFaults;
  private final int capacity;
  // So many that wait are worth waking the thread for.
  private final int wakeAt;
  private final Timeline timeline;
  private final DeliveryQueue queue = new DeliveryQueue();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder skips = new LongAdder();
  // Changed by the forwarder's thread.
  private volatile Settled settled = new Settled(0, 0, 0, 0);
  private volatile boolean closed;
  private volatile boolean idle;
  private volatile boolean delivering;
  private volatile long deliveringSinceNanos;
  private volatile boolean takesExecutions;
  private final LongRunning longRunning = new LongRunning();
  private volatile @Nullable TaskStateStore store;
  private volatile @Nullable BatchDelivery batches;
  private @Nullable TaskRegistry registry;
  private volatile boolean flushing;
  private long toldWhatRunsNanos;
  private long lastFoundNanos;
  private volatile @Nullable Thread thread;

  /** What is to be done on the forwarder's thread, beside executions. */
  private abstract static class Delivery extends DeliveryQueue.Place {
    abstract void deliver();
  }

  /**
   * What has left the queue.
   *
   * @param taken how many executions and skips
   * @param written how many executions the store has
   * @param refused how many it does not have
   * @param skips how many were skips
   */
  private record Settled(long taken, long written, long refused, long skips) {
    Settled and(int more, int moreSkips, boolean stored) {
      int executions = more - moreSkips;
      return new Settled(
          taken + more,
          written + (stored ? executions : 0),
          refused + (stored ? 0 : executions),
          skips + moreSkips);
    }
  }

  /**
   * Creates a forwarder.
   *
   * @param takesExecutions whether there is a custom store; if not, only definitions are taken
   * @param capacity how many executions may wait for the store
   * @param timeline that of the executions
   */
  public Forwarder(FaultListener faults, boolean takesExecutions, int capacity, Timeline timeline) {
    this.faults = faults;
    this.storeFaults = new StoreFaults(faults);
    this.takesExecutions = takesExecutions;
    this.capacity = capacity;
    this.wakeAt = Math.max(1, capacity / 2);
    this.timeline = timeline;
  }

  /**
   * Brings the custom registry, the custom store or both, and begins to empty the queue; once this is closed,
   * they are not taken.
   */
  public synchronized void start(
      @Nullable TaskRegistry toRegistry, @Nullable TaskStateStore toStore) {
    if (closed) {
      close(toStore);
      return;
    }
    registry = toRegistry;
    store = toStore;
    batches = toStore instanceof BatchTaskStateStore batchStore
        ? new BatchDelivery(batchStore, storeFaults, longRunning, this::settled)
        : null;
    takesExecutions = toStore != null;
    Thread started = OwnThreads.make(group -> new Thread(group, this::run, "tlo-store", 0, false));
    thread = started;
    started.start();
  }

  /** Gives up what is queued and takes nothing more. */
  public synchronized void abandon() {
    closed = true;
    queue.clear();
  }

  /** Returns whether ended executions go to a custom store. */
  boolean takesExecutions() {
    return takesExecutions && !closed;
  }

  /**
   * Returns how many ended executions the store has, or will get from the queue, and how many did not fit the
   * queue or were refused by the store.
   */
  RecordCounts recordCounts() {
    Counts counts = counts();
    return new RecordCounts(counts.written() + counts.queued(), counts.lost());
  }

  /** The custom store failed at something else than taking records; that is told as if it had. */
  public void storeFailed(Throwable thrown) {
    storeFaults.thrown(store, thrown);
  }

  /** The custom store did again what it had failed at. */
  public void storeWorked() {
    storeFaults.worked();
  }

  /** Returns how it stands with the custom store. */
  StoreStatus status() {
    StoreFaults.Last last = storeFaults.last();
    Counts counts = counts();
    return new StoreStatus(
        counts.queued(),
        capacity,
        counts.written(),
        counts.lost(),
        storeFaults.retries(),
        lagMillis(),
        last == null ? null : last.text(),
        last == null ? null : last.at());
  }

  /** What became of the executions that have ended, from one look. */
  private record Counts(long queued, long written, long lost) {}

  private Counts counts() {
    // In this order: what leaves the queue meanwhile is counted as queued, and once.
    Settled out = settled;
    long queued = queue.taken() - out.taken() - (skips.sum() - out.skips());
    return new Counts(queued, out.written(), dropped.sum() + out.refused());
  }

  private long lagMillis() {
    BatchDelivery given = batches;
    EndedExecution oldest = given == null ? null : given.oldest();
    if (oldest == null && queue.peek() instanceof EndedExecution next) {
      oldest = next;
    }
    return oldest == null
        ? 0
        : Math.max(0, Duration.ofNanos(timeline.nanos() - oldest.endedNanos()).toMillis());
  }

  @Override
  public void added(LiveTask task) {
    longRunning.added(task);
    if (mayTakeDefinitions()) {
      enqueue(new DefinitionDelivery(to -> to.register(task.definition())));
    }
  }

  @Override
  public void removed(LiveTask task) {
    longRunning.removed(task);
    if (mayTakeDefinitions()) {
      enqueue(new DefinitionDelivery(to -> to.remove(task.name())));
    }
  }

  /** Once it is known that there is no custom registry, nothing need wait behind a store that hangs. */
  private boolean mayTakeDefinitions() {
    return thread == null || registry != null;
  }

  private final class DefinitionDelivery extends Delivery {
    private final Consumer<TaskRegistry> change;

    DefinitionDelivery(Consumer<TaskRegistry> change) {
      this.change = change;
    }

    @Override
    void deliver() {
      TaskRegistry to = registry;
      if (to == null) {
        return;
      }
      try {
        change.accept(to);
      } catch (Throwable e) {
        storeFaults.thrown(to, e);
      }
    }
  }

  private void enqueue(Delivery delivery) {
    if (!closed) {
      queue.add(delivery);
      wakeIfIdle();
    }
  }

  private void wakeIfIdle() {
    if (idle) {
      // Whoever comes next need not.
      idle = false;
      LockSupport.unpark(thread);
    }
  }

  /** Takes an ended execution, or a skip; never waits. */
  void offer(LiveTask task, Execution execution) {
    if (!takesExecutions()) {
      return;
    }
    boolean fits = enqueue(task, execution);
    if (execution.status() == TaskStatus.SKIPPED) {
      if (fits) {
        skips.increment();
      }
    } else if (!fits) {
      dropped.increment();
    }
  }

  private boolean enqueue(LiveTask task, Execution execution) {
    // What the store itself runs gets no place: to store that would never end.
    if (Thread.currentThread() == thread) {
      return false;
    }
    long out = settled.taken();
    long most = out + capacity;
    if (queue.taken() >= most || !add(new EndedExecution(task.name(), execution), out, most)) {
      // One that the store has heard of would else run there for ever; there are as many at most as
      // run at a time.
      return longRunning.isKnown(execution.id())
          && add(new EndedExecution(task.name(), execution), out, Long.MAX_VALUE);
    }
    return true;
  }

  private boolean add(EndedExecution ended, long out, long most) {
    long taken = queue.add(ended, most);
    if (taken - out == wakeAt) {
      LockSupport.unpark(thread);
    }
    wakeIfIdle();
    return taken > 0;
  }

  private void settled(int count, int skipped, boolean stored) {
    settled = settled.and(count, skipped, stored);
  }

  private void run() {
    while (!closed) {
      long now = System.nanoTime();
      if (!hasNothing()) {
        lastFoundNanos = now;
      }
      deliveringSinceNanos = now;
      delivering = true;
      long restNanos = deliverNext();
      delivering = false;
      if (restNanos > 0) {
        pause(restNanos);
      } else if (hasNothing()) {
        rest();
      }
      // With an interrupt left by the store no rest would last, and its next call would end early.
      Thread.interrupted();
    }
    close(store);
  }

  /** Delivers what comes next; whatever fails, the thread goes on. */
  private long deliverNext() {
    try {
      return deliverNextOrThrow();
    } catch (Throwable e) {
      storeFaults.thrown(store, e);
      return URGENT_NANOS;
    }
  }

  /** Delivers what comes next, if anything does; returns for how long the store is to be left alone then. */
  private long deliverNextOrThrow() {
    BatchDelivery to = batches;
    if (to != null) {
      tellWhatRuns(to);
      fill(to);
      if (!to.isEmpty()) {
        return to.write();
      }
    }
    DeliveryQueue.Place next = queue.peek();
    if (next != null) {
      queue.remove(next);
      deliver(next);
    }
    return 0;
  }

  private void tellWhatRuns(BatchDelivery to) {
    long now = timeline.nanos();
    if (to.isEmpty() && now - toldWhatRunsNanos >= IDLE_NANOS) {
      toldWhatRunsNanos = now;
      to.tellWhatRuns(now);
    }
  }

  private void fill(BatchDelivery to) {
    while (!to.isFull() && queue.peek() instanceof EndedExecution next) {
      queue.remove(next);
      to.add(next);
    }
  }

  private boolean hasNothing() {
    BatchDelivery given = batches;
    return queue.peek() == null && (given == null || given.isEmpty());
  }

  private void rest() {
    if (System.nanoTime() - lastFoundNanos < IDLE_NANOS) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      return;
    }
    idle = true;
    // Looked at once more after saying so, or an entry that came in between would wait a second.
    if (queue.isEmpty() && !closed) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    idle = false;
  }

  /** Leaves a store alone that is away; new executions do not end that, only the program's end does. */
  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !closed) {
      LockSupport.parkNanos(this, flushing ? Math.min(left, URGENT_NANOS) : left);
      left = flushing ? 0 : end - System.nanoTime();
    }
  }

  private void deliver(DeliveryQueue.Place next) {
    try {
      if (next instanceof EndedExecution ended) {
        tell(ended);
      } else {
        ((Delivery) next).deliver();
      }
    } catch (Throwable e) {
      storeFaults.thrown(store, e);
    }
  }

  /** Gives one execution to a store that takes one at a time. */
  private void tell(EndedExecution ended) {
    boolean done = false;
    try {
      TaskStateStore to = store;
      if (to != null) {
        ended.tell(to);
      }
      done = true;
    } finally {
      settled(1, ended.isSkip() ? 1 : 0, done);
    }
  }

  private void close(@Nullable TaskStateStore made) {
    try {
      if (made instanceof BatchTaskStateStore && made instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Throwable e) {
      storeFaults.thrown(made, e);
    }
  }

  /**
   * Asks the custom store, on the caller's thread.
   *
   * @param ifNothing the answer where there is no store, or it throws or returns null
   */
  <R> R ask(Function<TaskStateStore, @Nullable R> question, R ifNothing) {
    TaskStateStore asked = store;
    if (asked == null) {
      return ifNothing;
    }
    try {
      R answer = question.apply(asked);
      return answer == null ? ifNothing : answer;
    } catch (Throwable e) {
      // What memory holds is still worth showing, and a client need not know the exception's class.
      storeFaults.thrown(asked, e);
      return ifNothing;
    }
  }

  /**
   * Waits until everything queued by now has been delivered, or the time is up; what comes meanwhile is delivered
   * after it. The time is up at once where the store has been that long in one call already: it hangs.
   */
  public void flush(Duration atMost) {
    if (thread == null || closed) {
      return;
    }
    long end = System.nanoTime() + atMost.toNanos();
    Mark mark = new Mark();
    enqueue(mark);
    flushing = true;
    LockSupport.unpark(thread);
    while (!mark.passed && !closed && System.nanoTime() - end < 0 && !hangs(atMost)) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    flushing = false;
  }

  /** Lies in the queue behind what is to be delivered. */
  private static final class Mark extends Delivery {
    private volatile boolean passed;

    @Override
    void deliver() {
      passed = true;
    }
  }

  private boolean hangs(Duration atLeast) {
    return delivering && System.nanoTime() - deliveringSinceNanos > atLeast.toNanos();
  }

  /** Tells at the end how much waits for a store that has not come or is away, if any does. */
  public void tellUnstored() {
    long unstored = queue.taken() - settled.taken();
    boolean cameNot = thread == null;
    if (!closed && unstored > 0 && (cameNot || batches != null)) {
      faults.fault(
          "the custom store "
              + (cameNot ? "was not ready" : "could not take all in time")
              + ", "
              + unstored
              + " records were not stored",
          null);
    }
  }

  /** Delivers what is queued, for at most this long, and ends the thread. */
  public void close(Duration atMost) {
    flush(atMost);
    tellUnstored();
    abandon();
    LockSupport.unpark(thread);
  }
}
