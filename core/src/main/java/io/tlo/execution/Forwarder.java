package io.tlo.execution;

import io.tlo.registry.TaskRegistry;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.RecordCounts;
import io.tlo.state.TaskStateStore;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
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
 * <p>Thread safety: safe for many threads.
 */
public final class Forwarder implements TaskListener {

  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_LOOKS = 1_000;
  private static final long URGENT_NANOS = Duration.ofMillis(100).toNanos();

  private final FaultListener faults;
  private final StoreFaults storeFaults;
  private final int capacity;
  private final Timeline timeline;
  private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger queuedSkips = new AtomicInteger();
  private final LongAdder stored = new LongAdder();
  private final LongAdder dropped = new LongAdder();
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
  private volatile @Nullable Thread thread;

  /** What is to be done on the forwarder's thread. */
  private interface Delivery {
    void deliver();
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
    storeFaults.thrown(thrown);
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
    Counts counts;
    int looks = 0;
    do {
      long written = stored.sum();
      long lost = dropped.sum();
      counts = new Counts((long) queued.get() - queuedSkips.get(), written, lost);
      // What goes from one to the other meanwhile would be in both, or in none.
    } while ((counts.written() != stored.sum() || counts.lost() != dropped.sum())
        && ++looks < MOST_LOOKS);
    return counts;
  }

  private long lagMillis() {
    BatchDelivery given = batches;
    EndedExecution oldest = given == null ? null : given.oldest();
    if (oldest == null && queue.peek() instanceof ExecutionDelivery next) {
      oldest = next.ended;
    }
    return oldest == null
        ? 0
        : Math.max(0, Duration.ofNanos(timeline.nanos() - oldest.endedNanos()).toMillis());
  }

  @Override
  public void added(LiveTask task) {
    longRunning.added(task);
    if (mayTakeDefinitions()) {
      enqueue(() -> {
        if (registry != null) {
          registry.register(task.definition());
        }
      });
    }
  }

  @Override
  public void removed(LiveTask task) {
    longRunning.removed(task);
    if (mayTakeDefinitions()) {
      enqueue(() -> {
        if (registry != null) {
          registry.remove(task.name());
        }
      });
    }
  }

  /** Once it is known that there is no custom registry, nothing need wait behind a store that hangs. */
  private boolean mayTakeDefinitions() {
    return thread == null || registry != null;
  }

  /** Takes an ended execution, or a skip; never waits. */
  void offer(LiveTask task, Execution execution) {
    if (!takesExecutions()) {
      return;
    }
    EndedExecution ended = new EndedExecution(task.name(), execution);
    boolean skip = ended.isSkip();
    if (hasPlace(ended)) {
      if (skip) {
        queuedSkips.incrementAndGet();
      }
      enqueue(new ExecutionDelivery(ended));
    } else if (!skip) {
      dropped.increment();
    }
  }

  /** Takes a place in the queue. What the store itself runs gets none: to store that would never end. */
  private boolean hasPlace(EndedExecution ended) {
    if (Thread.currentThread() == thread) {
      return false;
    }
    // One that the store has heard of would else run there for ever; there are as many at most as
    // run at a time.
    boolean fits = queued.incrementAndGet() <= capacity || longRunning.isKnown(ended.id());
    if (!fits) {
      queued.decrementAndGet();
    }
    return fits;
  }

  private void enqueue(Delivery delivery) {
    if (closed) {
      return;
    }
    queue.add(delivery);
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  /** One execution, for a store that takes one at a time. */
  private final class ExecutionDelivery implements Delivery {
    private final EndedExecution ended;

    ExecutionDelivery(EndedExecution ended) {
      this.ended = ended;
    }

    @Override
    public void deliver() {
      boolean done = false;
      try {
        TaskStateStore to = store;
        if (to != null) {
          ended.tell(to);
        }
        done = true;
      } finally {
        settled(ended, done);
      }
    }
  }

  private void settled(EndedExecution ended, boolean done) {
    if (ended.isSkip()) {
      queuedSkips.decrementAndGet();
    } else {
      (done ? stored : dropped).increment();
    }
    queued.decrementAndGet();
  }

  private void run() {
    while (!closed) {
      deliveringSinceNanos = System.nanoTime();
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
      storeFaults.thrown(e);
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
    Delivery next = queue.poll();
    if (next != null) {
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
    while (!to.isFull() && queue.peek() instanceof ExecutionDelivery next) {
      queue.remove();
      to.add(next.ended);
    }
  }

  private boolean hasNothing() {
    BatchDelivery given = batches;
    return queue.isEmpty() && (given == null || given.isEmpty());
  }

  private void rest() {
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

  private void deliver(Delivery next) {
    try {
      next.deliver();
    } catch (Throwable e) {
      storeFaults.thrown(e);
    }
  }

  private void close(@Nullable TaskStateStore made) {
    try {
      if (made instanceof BatchTaskStateStore && made instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Throwable e) {
      storeFaults.thrown(e);
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
      storeFaults.thrown(e);
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
  private static final class Mark implements Delivery {
    private volatile boolean passed;

    @Override
    public void deliver() {
      passed = true;
    }
  }

  private boolean hangs(Duration atLeast) {
    return delivering && System.nanoTime() - deliveringSinceNanos > atLeast.toNanos();
  }

  /** Tells at the end how much waits for a store that has not come or is away, if any does. */
  public void tellUnstored() {
    int unstored = queued.get();
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
