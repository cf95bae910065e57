package io.tlo.runtime;

import io.tlo.SettingKey;
import io.tlo.TloSettings;
import io.tlo.execution.Admission;
import io.tlo.execution.Admissions;
import io.tlo.execution.FaultListener;
import io.tlo.execution.LiveTask;
import io.tlo.execution.OwnThreads;
import io.tlo.execution.TaskListener;
import io.tlo.fleet.FleetStore;
import io.tlo.registry.NamePattern;
import io.tlo.registry.NamedTask;
import io.tlo.text.DurationText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that run on one instance of the application at a time. The instance has a lease of each, which the
 * shared store grants; one thread asks for all of them, and extends those that are used, so that a call waits
 * for the store only where there is no lease yet.
 *
 * <p>Thread safety: safe for many threads.
 */
final class Exclusive implements Admissions, TaskListener, Runnable {

  /** What is wanted of a task whose lease cannot be had since the store cannot be asked. */
  enum OnError {
    RUN,
    SKIP
  }

  private static final int ROUNDS_A_LEASE = 8;

  private final List<NamePattern> patterns = new ArrayList<>();
  private final Lease.Terms terms;
  private final FaultListener faults;
  // Of the methods of the tasks that are there.
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();
  // How many tasks that are there have it.
  private final Map<Lease, Integer> uses = new ConcurrentHashMap<>();
  // Of the tasks that are there, and of removed ones that run.
  private final Map<LiveTask, Lease> tasks = new ConcurrentHashMap<>();
  private final Set<LiveTask> removed = ConcurrentHashMap.newKeySet();
  // Those that calls wait for, also calls of tasks that are taken out.
  private final Set<Lease> awaited = ConcurrentHashMap.newKeySet();
  private final LeaseClock clock = LeaseClock.system();
  // Why nobody will ever be asked, null while somebody may be.
  private volatile @Nullable String notShared;
  private volatile @Nullable FleetStore store;
  private volatile @Nullable Thread thread;
  private volatile boolean woken;
  private volatile boolean closed;

  Exclusive(TloSettings settings, FaultListener faults) {
    for (String pattern : settings.list(SettingKey.EXCLUSIVE)) {
      patterns.add(NamePattern.of(pattern));
    }
    this.faults = faults;
    this.terms = new Lease.Terms(
        DurationText.parse(settings.text(SettingKey.EXCLUSIVE_LEASE)),
        DurationText.parse(settings.text(SettingKey.EXCLUSIVE_WAIT)),
        settings.is(SettingKey.EXCLUSIVE_ON_ERROR, "run") ? OnError.RUN : OnError.SKIP);
  }

  /** Returns whether there are any such tasks. */
  boolean isWanted() {
    return !patterns.isEmpty();
  }

  @Override
  public @Nullable Admission of(NamedTask task, @Nullable String notSkippable) {
    for (NamePattern pattern : patterns) {
      if (pattern.matches(task)) {
        return of(task.definition().name(), task.definition().method(), notSkippable);
      }
    }
    return null;
  }

  private @Nullable Admission of(String name, String method, @Nullable String notSkippable) {
    if (notSkippable != null) {
      faults.fault(
          "task '" + name + "' should run on one instance only (setting exclusive) and cannot: "
              + notSkippable + "; it runs on each",
          null);
      return null;
    }
    // The same method in two class loaders is one task to the other instances.
    Lease lease = leases.computeIfAbsent(method, key -> new Lease(key, terms, this::ask, clock));
    // Looked at when the lease can be found: who sets it looks for leases afterwards.
    String never = notShared;
    if (never != null) {
      lease.giveUp(never);
    }
    return lease;
  }

  @Override
  public void added(LiveTask task) {
    Lease lease = leases.get(task.definition().method());
    if (lease != null) {
      tasks.put(task, lease);
      uses.merge(lease, 1, Integer::sum);
    }
  }

  @Override
  public void removed(LiveTask task) {
    Lease lease = tasks.get(task);
    if (lease == null) {
      return;
    }
    if (uses.computeIfPresent(lease, (any, count) -> count == 1 ? null : count - 1) == null) {
      leases.remove(task.definition().method(), lease);
    }
    if (task.running() == 0 || notShared != null) {
      tasks.remove(task);
    } else {
      removed.add(task);
    }
  }

  /** Brings the store; null if there is none, or none that can grant leases, which is told. */
  void join(@Nullable FleetStore shared) {
    if (!isWanted() || notShared != null) {
      return;
    }
    if (shared == null) {
      joinNone();
      return;
    }
    store = shared;
    Thread started = OwnThreads.make(group -> new Thread(group, this, "tlo-leases", 0, false));
    thread = started;
    started.start();
  }

  private void joinNone() {
    String why = "there is no state store that the instances of the application share";
    giveUp(why);
    boolean runs = terms.onError() == OnError.RUN;
    faults.fault(
        "exclusive: " + why + ", so these tasks " + (runs ? "run on each" : "are skipped")
            + " (exclusive.on.error); task.state.store=jdbc is one",
        null);
  }

  private void giveUp(String why) {
    notShared = why;
    leases.values().forEach(each -> each.giveUp(why));
    tasks.values().forEach(each -> each.giveUp(why));
    awaited.forEach(each -> each.giveUp(why));
    tasks.keySet().removeAll(removed);
    removed.clear();
  }

  /** A call waits for the store's answer, or wants the lease extended. */
  private void ask(Lease lease) {
    awaited.add(lease);
    // Looked at when the lease can be found: who sets it looks for leases afterwards.
    String never = notShared;
    if (never != null) {
      awaited.remove(lease);
      lease.giveUp(never);
    }
    woken = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    long pause = terms.length().dividedBy(ROUNDS_A_LEASE).toNanos();
    while (!closed) {
      woken = false;
      round();
      // An application may interrupt all threads there are; with that left no pause would last.
      Thread.interrupted();
      if (!woken && !closed) {
        LockSupport.parkNanos(this, pause);
      }
    }
  }

  /** Whatever fails, the next round comes: without it each call would wait in vain. */
  private void round() {
    try {
      tasks.forEach(this::keepWhileRunning);
      Set<Lease> open = new HashSet<>(tasks.values());
      open.addAll(awaited);
      open.forEach(this::attempt);
      removed.forEach(this::forgetEnded);
    } catch (Throwable e) {
      // The memory may be used up, and then nothing can be told either.
      return;
    }
  }

  private void keepWhileRunning(LiveTask task, Lease lease) {
    if (task.running() > 0) {
      lease.isUsed();
    }
  }

  private void forgetEnded(LiveTask task) {
    if (task.running() == 0) {
      removed.remove(task);
      tasks.remove(task);
    }
  }

  private void attempt(Lease lease) {
    awaited.remove(lease);
    FleetStore shared = store;
    if (shared == null || closed || !lease.isWanted()) {
      return;
    }
    String lost = lease.ask(shared);
    if (lost != null && isRunning(lease)) {
      faults.fault(lost, null);
    }
  }

  private boolean isRunning(Lease lease) {
    return tasks.entrySet().stream()
        .anyMatch(each -> each.getValue() == lease && each.getKey().running() > 0);
  }

  void close() {
    closed = true;
    giveUp("TLO is being taken out");
    LockSupport.unpark(thread);
  }
}
