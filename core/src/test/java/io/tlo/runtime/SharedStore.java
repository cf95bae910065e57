package io.tlo.runtime;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.FleetStore;
import io.tlo.fleet.SwitchedOff;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store that instances share, in memory. */
public final class SharedStore implements FleetStore {

  public final Map<String, SwitchedOff> off = new ConcurrentHashMap<>();
  public final AtomicInteger entries = new AtomicInteger();
  public final AtomicInteger endings = new AtomicInteger();
  public final List<String> entered = new CopyOnWriteArrayList<>();
  public final Map<Long, AuditEntry> notes = Collections.synchronizedMap(new TreeMap<>());
  public final List<String> asked = new CopyOnWriteArrayList<>();
  public final List<String> askingThreads = new CopyOnWriteArrayList<>();
  public volatile long generation;
  public volatile boolean isAway;
  public volatile boolean refusesNotes;
  public volatile boolean throwsError;
  public volatile @Nullable String holder;
  /** Lets whoever waits for a switch go on. */
  public final Semaphore switched = new Semaphore(0);

  private void requirePresent() {
    if (isAway) {
      throw new TloException(Reason.STORE_UNAVAILABLE, "away");
    }
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public void enterInstance() {
    requirePresent();
    entries.incrementAndGet();
  }

  @Override
  public void endInstance() {
    endings.incrementAndGet();
    requirePresent();
  }

  @Override
  public List<SwitchedOff> switchedOff() {
    requirePresent();
    return new ArrayList<>(off.values());
  }

  @Override
  public void awaitSwitch(Duration atMost) throws InterruptedException {
    requirePresent();
    switched.acquire();
  }

  @Override
  public void switchOff(SwitchedOff task) {
    requirePresent();
    off.putIfAbsent(task.method(), task);
    switched.release();
  }

  @Override
  public void switchOn(String method) {
    requirePresent();
    off.remove(method);
    switched.release();
  }

  @Override
  public void enter(List<TaskDefinition> tasks) {
    requirePresent();
    tasks.forEach(each -> entered.add(each.name()));
  }

  @Override
  public void note(long number, AuditEntry entry) {
    requirePresent();
    if (refusesNotes) {
      throw new IllegalStateException("no right");
    }
    notes.put(number, entry);
  }

  @Override
  public @Nullable String lease(String task, Duration length) {
    requirePresent();
    if (throwsError) {
      throw new OutOfMemoryError("as if");
    }
    askingThreads.add(Thread.currentThread().getName());
    asked.add(task + " " + length.toSeconds() + " s");
    return holder;
  }
}
