package io.tlo.runtime;

import io.tlo.execution.FaultListener;
import io.tlo.execution.Forwarder;
import io.tlo.execution.LiveTask;
import io.tlo.execution.OwnThreads;
import io.tlo.execution.TaskListener;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.FleetStore;
import io.tlo.fleet.SwitchedOff;
import io.tlo.steering.AuditListener;
import io.tlo.steering.FleetSwitches;
import io.tlo.steering.Steering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this instance and the store that all instances share in step, on a thread of its own: takes over what is
 * switched off everywhere, and gives the store the tasks there are and what operators did.
 *
 * <p>Thread safety: safe for many threads.
 */
final class FleetLink implements TaskListener, Runnable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LEAST_NANOS = Duration.ofMillis(50).toNanos();
  private static final int MOST_NOTES = 1_000;
  private static final long ENTERED_NANOS = Duration.ofMinutes(10).toNanos();

  private final FleetSwitches switches;
  private final Forwarder forwarder;
  private final FaultListener faults;
  private final Object lock = new Object();
  // Guarded by the lock, with the next three.
  private final List<LiveTask> arrived = new ArrayList<>();
  private final Set<LiveTask> present = new LinkedHashSet<>();
  private final Map<Long, AuditEntry> notes = new LinkedHashMap<>();
  private long noteNumber;
  private volatile @Nullable FleetStore store;
  private volatile @Nullable Steering steering;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;
  private volatile boolean failed;
  private final LongSupplier nanos;
  // Confined to the thread, with the next three.
  private final Set<String> told = new HashSet<>();
  private boolean entered;
  private long generation;
  private long enteredAllNanos;

  FleetLink(FleetSwitches switches, Forwarder forwarder, FaultListener faults) {
    this(switches, forwarder, faults, System::nanoTime);
  }

  /** Creates one that enters all tasks again every ten minutes by that clock, in nanoseconds. */
  FleetLink(FleetSwitches switches, Forwarder forwarder, FaultListener faults, LongSupplier nanos) {
    this.nanos = nanos;
    this.enteredAllNanos = nanos.getAsLong();
    this.switches = switches;
    this.forwarder = forwarder;
    this.faults = faults;
  }

  /** Brings the store; the thread starts. */
  void join(FleetStore shared, Steering steers) {
    steering = steers;
    store = shared;
    switches.join(shared);
    Thread started = OwnThreads.make(group -> new Thread(group, this, "tlo-fleet", 0, false));
    thread = started;
    started.start();
  }

  /** Returns what hears of the audit after another one does. */
  AuditListener after(AuditListener first) {
    return entry -> {
      first.audited(entry);
      audited(entry);
    };
  }

  @Override
  public void added(LiveTask task) {
    synchronized (lock) {
      arrived.add(task);
      present.add(task);
    }
  }

  @Override
  public void removed(LiveTask task) {
    synchronized (lock) {
      arrived.remove(task);
      present.remove(task);
    }
  }

  private void audited(AuditEntry entry) {
    synchronized (lock) {
      notes.put(++noteNumber, entry);
      if (notes.size() > MOST_NOTES) {
        notes.remove(notes.keySet().iterator().next());
      }
    }
  }

  @Override
  public void run() {
    while (!closed) {
      long beganNanos = System.nanoTime();
      try {
        exchange();
        store().awaitSwitch(PAUSE);
        // Whoever may tell of switches may tell of many.
        LockSupport.parkNanos(this, LEAST_NANOS - (System.nanoTime() - beganNanos));
      } catch (InterruptedException e) {
        // Closed; or the application interrupts all threads there are, and the next round comes.
      } catch (Throwable e) {
        fail(e);
        rest();
      }
    }
    flush();
  }

  /** It is away for the records as well, which is told once for both. */
  private void fail(Throwable cause) {
    failed = true;
    forwarder.storeFailed(cause);
  }

  /** What was entered may be gone, if it is not the same database any more. */
  private void recover() {
    if (failed) {
      failed = false;
      forwarder.storeWorked();
      enterAgain();
    }
    long now = store().generation();
    if (now != generation) {
      generation = now;
      enterAgain();
    }
    if (nanos.getAsLong() - enteredAllNanos >= ENTERED_NANOS) {
      enterAllTasks();
    }
  }

  private void enterAgain() {
    entered = false;
    enterAllTasks();
  }

  private void enterAllTasks() {
    enteredAllNanos = nanos.getAsLong();
    synchronized (lock) {
      arrived.clear();
      arrived.addAll(present);
    }
  }

  private FleetStore store() {
    FleetStore present = store;
    if (present == null) {
      throw new IllegalStateException("no store was brought");
    }
    return present;
  }

  private void exchange() {
    long seen = switches.puts();
    List<SwitchedOff> off = store().switchedOff();
    Steering steers = steering;
    if (steers != null) {
      steers.takeOver(off, seen);
    }
    recover();
    attempt("this instance", this::enterInstance);
    attempt("the tasks", this::enterArrived);
    attempt("what operators do", this::note);
  }

  /** One right may be missing where others are there: that is told once, and holds up nothing else. */
  private void attempt(String what, Runnable step) {
    try {
      step.run();
      told.remove(what);
    } catch (RuntimeException | Error e) {
      if (told.add(what)) {
        faults.fault(
            what + " cannot be entered in the state store, which is tried again: " + e.getMessage(),
            null);
      }
    }
  }

  private void enterInstance() {
    if (!entered) {
      store().enterInstance();
      entered = true;
    }
  }

  private void enterArrived() {
    List<LiveTask> taken;
    synchronized (lock) {
      taken = new ArrayList<>(arrived);
    }
    if (!taken.isEmpty()) {
      store().enter(taken.stream().map(LiveTask::definition).toList());
      synchronized (lock) {
        arrived.removeAll(taken);
      }
    }
  }

  /** Gives the store what operators did; that which it does not take stays for the next time. */
  private void note() {
    Map<Long, AuditEntry> taken;
    synchronized (lock) {
      taken = new LinkedHashMap<>(notes);
    }
    taken.forEach((number, entry) -> {
      store().note(number, entry);
      synchronized (lock) {
        notes.remove(number);
      }
    });
  }

  private void rest() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      // As above.
      return;
    }
  }

  /** Gives the store what it does not know yet, at the end. */
  void flush() {
    if (store == null) {
      return;
    }
    try {
      note();
    } catch (RuntimeException | Error e) {
      // The records, which come now, tell whether it is away.
      return;
    }
  }

  /** Tells the store that this instance ends with its JVM, unless the store was away when it was asked last. */
  void endInstance() {
    FleetStore present = store;
    if (present == null || failed) {
      return;
    }
    try {
      present.endInstance();
    } catch (RuntimeException | Error e) {
      // Then the others will notice that it is not there any more.
      return;
    }
  }

  /** Ends the thread, which gives the store the last of what it does not know yet; waits for that at most so long. */
  void close(Duration atMost) {
    closed = true;
    Thread started = thread;
    if (started == null) {
      return;
    }
    started.interrupt();
    try {
      started.join(Math.max(1, atMost.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
