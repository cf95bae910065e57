package io.tlo.runtime;

import io.tlo.execution.FaultListener;
import io.tlo.execution.OwnThreads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that does what is due every second, or at once when it is woken.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Housekeeping {

  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final FaultListener faults;
  private final List<Runnable> chores = new CopyOnWriteArrayList<>();
  private final Set<Runnable> faulty = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread thread;
  private volatile boolean woken;
  private volatile boolean closed;

  /** Creates one without a thread; a chore that fails is reported once. */
  public Housekeeping(FaultListener faults) {
    this.faults = faults;
  }

  /** Adds something to do every second. */
  public void add(Runnable chore) {
    chores.add(chore);
  }

  /** Starts a thread of that name, which keeps house. */
  public void start(String name) {
    OwnThreads.make(group -> new Thread(group, this::keep, name, 0, false)).start();
  }

  /** Has the chores done now. */
  public void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  /** Keeps house on this thread, until it is closed. */
  public void keep() {
    thread = Thread.currentThread();
    while (!closed) {
      woken = false;
      chores.forEach(this::attempt);
      forgetInterrupt();
      if (!woken && !closed) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  /**
   * An application may interrupt a whole group of threads. With the flag left no pause would last, and the permit that
   * comes with it ends the next one.
   */
  private static void forgetInterrupt() {
    if (Thread.interrupted()) {
      LockSupport.parkNanos(1);
    }
  }

  private void attempt(Runnable chore) {
    try {
      chore.run();
    } catch (Throwable e) {
      if (faulty.add(chore)) {
        faults.fault("something TLO does in the background failed, and is tried again", e);
      }
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
