package io.tlo.runtime;

import io.tlo.execution.Forwarder;
import io.tlo.execution.LiveTask;
import io.tlo.execution.OwnThreads;
import io.tlo.execution.TaskListener;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.FleetStore;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskDefinition;
import io.tlo.steering.AuditListener;
import io.tlo.steering.FleetSwitches;
import io.tlo.steering.Steering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this instance and the store that all instances share in step, on a thread of its own: takes over what is
 * switched off everywhere, and gives the store the tasks there are and what operators did.
 *
 * <p>Thread safety: safe for many threads.
 */
final class FleetLink implements TaskListener, Runnable {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_NOTES = 1_000;

  private final FleetSwitches switches;
  private final Forwarder forwarder;
  private final Object lock = new Object();
  // Guarded by the lock, with the next two.
  private final List<LiveTask> arrived = new ArrayList<>();
  private final Map<Long, AuditEntry> notes = new LinkedHashMap<>();
  private long noteNumber;
  private volatile @Nullable FleetStore store;
  private volatile @Nullable Steering steering;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  FleetLink(FleetSwitches switches, Forwarder forwarder) {
    this.switches = switches;
    this.forwarder = forwarder;
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
    }
  }

  @Override
  public void removed(LiveTask task) {
    synchronized (lock) {
      arrived.remove(task);
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
    boolean failed = false;
    while (!closed) {
      try {
        exchange();
        if (failed) {
          forwarder.storeWorked();
        }
        failed = false;
        store().awaitSwitch(PAUSE);
      } catch (InterruptedException e) {
        // Closed; or the application interrupts all threads there are, and the next round comes.
      } catch (Throwable e) {
        failed = true;
        forwarder.storeFailed(e);
        rest();
      }
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
    enterArrived();
    note();
  }

  private void enterArrived() {
    List<LiveTask> taken;
    synchronized (lock) {
      taken = new ArrayList<>(arrived);
    }
    if (taken.isEmpty()) {
      return;
    }
    Steering steers = steering;
    List<TaskDefinition> definitions = new ArrayList<>();
    for (LiveTask each : taken) {
      definitions.add(each.definition());
      if (steers != null) {
        // It may have come while the switches were taken over.
        steers.followFleet(each);
      }
    }
    store().enter(definitions);
    synchronized (lock) {
      arrived.removeAll(taken);
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

  void close() {
    closed = true;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }
}
