package io.tlo.execution;

import io.tlo.registry.TaskRegistry;
import io.tlo.state.RecordCounts;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStatus;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * the registry and the store, which may be later.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Forwarder implements TaskListener {

  private static final int CAPACITY = 10_000;
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private final FaultListener faults;
  private final int capacity;
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
  private final AtomicBoolean faultReported = new AtomicBoolean();
  private volatile @Nullable TaskStateStore store;
  private @Nullable TaskRegistry registry;
  private volatile @Nullable Thread thread;

  /** What is to be done on the forwarder's thread. */
  private interface Delivery {
    void deliver();
  }

  /**
   * Creates a forwarder.
   *
   * @param takesExecutions whether there is a custom store; if not, only definitions are taken
   */
  public Forwarder(FaultListener faults, boolean takesExecutions) {
    this(faults, takesExecutions, CAPACITY);
  }

  Forwarder(FaultListener faults, boolean takesExecutions, int capacity) {
    this.faults = faults;
    this.takesExecutions = takesExecutions;
    this.capacity = capacity;
  }

  /**
   * Brings the custom registry, the custom store or both, and begins to empty the queue; once this is closed,
   * they are not taken.
   */
  public synchronized void start(
      @Nullable TaskRegistry toRegistry, @Nullable TaskStateStore toStore) {
    if (closed) {
      return;
    }
    registry = toRegistry;
    store = toStore;
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
    return new RecordCounts(stored.sum() + queued.get() - queuedSkips.get(), dropped.sum());
  }

  @Override
  public void added(LiveTask task) {
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
    boolean skip = execution.status() == TaskStatus.SKIPPED;
    if (hasPlace()) {
      if (skip) {
        queuedSkips.incrementAndGet();
      }
      enqueue(new ExecutionDelivery(task.name(), execution, skip));
    } else if (!skip) {
      dropped.increment();
    }
  }

  /** Takes a place in the queue. What the store itself runs gets none: to store that would never end. */
  private boolean hasPlace() {
    if (Thread.currentThread() == thread) {
      return false;
    }
    boolean fits = queued.incrementAndGet() <= capacity;
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

  private final class ExecutionDelivery implements Delivery {
    private final String taskName;
    private final Execution execution;
    private final boolean skip;

    ExecutionDelivery(String taskName, Execution execution, boolean skip) {
      this.taskName = taskName;
      this.execution = execution;
      this.skip = skip;
    }

    @Override
    public void deliver() {
      boolean done = false;
      try {
        write();
        done = true;
      } finally {
        if (skip) {
          queuedSkips.decrementAndGet();
        } else {
          (done ? stored : dropped).increment();
        }
        queued.decrementAndGet();
      }
    }

    private void write() {
      TaskStateStore to = store;
      if (to == null) {
        return;
      }
      if (skip) {
        to.create(execution.toRecord(taskName));
      } else {
        to.create(execution.toRecordAtBegin(taskName));
        to.update(execution.toRecord(taskName));
      }
    }
  }

  private void run() {
    while (!closed) {
      deliveringSinceNanos = System.nanoTime();
      delivering = true;
      Delivery next = queue.poll();
      if (next != null) {
        deliver(next);
      } else {
        delivering = false;
        rest();
      }
    }
    delivering = false;
  }

  private void rest() {
    idle = true;
    // Looked at once more after saying so, or an entry that came in between would wait a second.
    if (queue.isEmpty() && !closed) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    idle = false;
  }

  private void deliver(Delivery next) {
    try {
      next.deliver();
    } catch (Throwable e) {
      report(e);
    }
    // With an interrupt left by the store no rest would last, and its next call would end early.
    Thread.interrupted();
  }

  private void report(Throwable failure) {
    if (!faultReported.compareAndSet(false, true)) {
      return;
    }
    try {
      faults.fault("a custom store or registry failed, further failures are only counted", failure);
    } catch (Throwable e) {
      // The memory may be used up: the next failure is told, and this thread goes on.
      faultReported.set(false);
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
      report(e);
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
    while (!mark.passed && !closed && System.nanoTime() - end < 0 && !hangs(atMost)) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
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

  /** Tells at the end how much waits for a store that has not come, if any does. */
  public void tellUnstored() {
    int unstored = queued.get();
    if (thread == null && !closed && unstored > 0) {
      faults.fault(
          "the custom store was not ready, " + unstored + " records were not stored", null);
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
