package io.tlo.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries kept of one task: all that have not ended, and the newest of those that have.
 *
 * <p>Adding is what the application's threads do, so it takes no lock and never waits: threads are
 * spread over a few rings, and a new entry takes the place of the oldest in its ring. Each ring could
 * hold the whole bound alone, so their union always contains the newest entries of the task; what the
 * rings hold beyond the bound is not shown and counts as dropped.
 *
 * <p>Thread safety: safe for many threads; a reader sees a momentary picture.
 */
public final class TaskHistory {

  private static final int RINGS = rings(Runtime.getRuntime().availableProcessors());

  private final int bound;
  private final AtomicReferenceArray<@Nullable Ring> rings = new AtomicReferenceArray<>(RINGS);
  private final LongAdder dropped = new LongAdder();
  // Entries whose place was needed while they had not ended; usually empty.
  private final Set<StateEntry> displaced = ConcurrentHashMap.newKeySet();
  private volatile int settleAt;

  /**
   * Creates an empty history.
   *
   * @param bound how many ended entries are kept, at least 1
   */
  public TaskHistory(int bound) {
    this.bound = bound;
    this.settleAt = bound;
  }

  private static int rings(int processors) {
    // A power of two, so that choosing one is a mask; more than 8 would cost memory for little.
    return Math.min(8, Integer.highestOneBit(Math.max(1, processors * 2 - 1)));
  }

  /** Adds an entry that has not begun, or that is a skip. */
  public void add(StateEntry entry) {
    put(ring(), entry);
  }

  /** Adds an entry that begins now. */
  public void addBegun(StateEntry entry) {
    Ring ring = ring();
    put(ring, entry);
    ring.begun(entry);
  }

  /** Notes that an entry that was added before begins now. */
  public void begun(StateEntry entry) {
    ring().begun(entry);
  }

  /** Notes that an execution has ended. */
  public void ended(StateEntry entry) {
    ring().ended(entry);
  }

  private void put(Ring ring, StateEntry entry) {
    replaced(ring.put(entry));
    if (displaced.size() > settleAt) {
      settle();
    }
  }

  private void replaced(@Nullable StateEntry oldest) {
    if (oldest == null) {
      return;
    }
    if (oldest.status().isFinal()) {
      drop(oldest);
    } else {
      displaced.add(oldest);
    }
  }

  /**
   * Gives those displaced entries that have ended since a place among the newest again, or drops them.
   * Done when their number has doubled and not each time: there may be as many as a program has stages
   * that it waits for.
   */
  private void settle() {
    if (displaced.isEmpty()) {
      return;
    }
    Set<StateEntry> surplus = surplus(collect());
    for (StateEntry entry : new ArrayList<>(displaced)) {
      if (entry.status().isFinal() && displaced.remove(entry)) {
        replaced(surplus.contains(entry) ? entry : ring().put(entry));
      }
    }
    settleAt = Math.max(bound, 2 * displaced.size());
  }

  private void drop(StateEntry entry) {
    if (entry.status() != TaskStatus.SKIPPED) {
      dropped.increment();
    }
  }

  private Ring ring() {
    int index = (int) Thread.currentThread().getId() & (RINGS - 1);
    Ring ring = rings.get(index);
    return ring != null ? ring : newRing(index);
  }

  private Ring newRing(int index) {
    Ring made = new Ring(bound);
    Ring present = rings.compareAndExchange(index, null, made);
    return present != null ? present : made;
  }

  /** Returns the entry that began last, null if none has begun. */
  public @Nullable StateEntry lastBegun() {
    StateEntry last = null;
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      StateEntry entry = ring == null ? null : ring.lastBegun();
      if (entry != null && (last == null || entry.startedNanos() - last.startedNanos() > 0)) {
        last = entry;
      }
    }
    return last;
  }

  /** Returns the entry that ended last, null if none has ended. */
  public @Nullable StateEntry lastEnded() {
    StateEntry last = null;
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      StateEntry entry = ring == null ? null : ring.lastEnded();
      if (entry != null && (last == null || entry.changedNanos() - last.changedNanos() > 0)) {
        last = entry;
      }
    }
    return last;
  }

  /** Returns the entries that are kept, newest first. */
  public List<StateEntry> entries() {
    return entries(Integer.MAX_VALUE);
  }

  /** Returns the newest of the entries that are kept, newest first. */
  public List<StateEntry> entries(int limit) {
    return Seen.newestFirst(kept(), limit);
  }

  /** Returns the kept entry with that id, null if there is none. */
  public @Nullable StateEntry find(long id) {
    for (Seen seen : kept()) {
      if (seen.entry().id() == id) {
        return seen.entry();
      }
    }
    return null;
  }

  /** Returns how many records of ended executions are kept; a skip is not an execution. */
  public long keptExecutions() {
    return executions(kept());
  }

  /** Returns how many records of ended executions are no longer kept. */
  public long droppedExecutions() {
    List<Seen> held = held();
    return dropped.sum() + executions(held) - executions(newest(held));
  }

  private static long executions(List<Seen> seen) {
    long executions = 0;
    for (Seen one : seen) {
      if (one.isEndedExecution()) {
        executions++;
      }
    }
    return executions;
  }

  /** Removes an entry; returns false if it is not held any more. */
  public boolean remove(StateEntry entry) {
    if (displaced.remove(entry)) {
      return true;
    }
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      if (ring != null && ring.remove(entry)) {
        return true;
      }
    }
    return false;
  }

  /** Drops ended entries: they are no longer kept and are counted. */
  void evict(Set<StateEntry> entries) {
    for (StateEntry entry : new ArrayList<>(displaced)) {
      if (entries.contains(entry) && displaced.remove(entry)) {
        drop(entry);
      }
    }
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      if (ring != null) {
        ring.evict(entries, this::drop);
      }
    }
  }

  List<Seen> kept() {
    return newest(held());
  }

  private List<Seen> held() {
    settle();
    return collect();
  }

  private List<Seen> collect() {
    List<Seen> held = new ArrayList<>();
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      if (ring != null) {
        ring.collect(held);
      }
    }
    for (StateEntry entry : displaced) {
      held.add(Seen.of(entry));
    }
    return held;
  }

  /** Drops what the rings hold beyond the bound; else it would be back when a newer entry is evicted. */
  void dropSurplus() {
    Set<StateEntry> surplus = surplus(held());
    if (!surplus.isEmpty()) {
      evict(surplus);
    }
  }

  /** Leaves out what the rings hold beyond the bound. */
  private List<Seen> newest(List<Seen> held) {
    Set<StateEntry> surplus = surplus(held);
    if (surplus.isEmpty()) {
      return held;
    }
    List<Seen> newest = new ArrayList<>(held);
    newest.removeIf(seen -> surplus.contains(seen.entry()));
    return newest;
  }

  /** Returns the ended entries beyond the bound: those that changed first. */
  private Set<StateEntry> surplus(List<Seen> held) {
    List<Seen> ended = Seen.endedOldestFirst(held);
    Set<StateEntry> surplus = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Seen seen : ended.subList(0, Math.max(0, ended.size() - bound))) {
      surplus.add(seen.entry());
    }
    return surplus;
  }

  /**
   * A ring of entries. The two last places hold the entries that began and ended last: they are
   * written with release order only, since a newer one may come at any moment anyway.
   */
  private static final class Ring {
    private final int size;
    private final AtomicReferenceArray<@Nullable StateEntry> places;
    private final AtomicInteger next = new AtomicInteger();

    Ring(int size) {
      this.size = size;
      this.places = new AtomicReferenceArray<>(size + 2);
    }

    @Nullable
    StateEntry put(StateEntry entry) {
      return places.getAndSet((next.getAndIncrement() & Integer.MAX_VALUE) % size, entry);
    }

    void begun(StateEntry entry) {
      places.setRelease(size, entry);
    }

    void ended(StateEntry entry) {
      places.setRelease(size + 1, entry);
    }

    @Nullable
    StateEntry lastBegun() {
      return places.get(size);
    }

    @Nullable
    StateEntry lastEnded() {
      return places.get(size + 1);
    }

    boolean remove(StateEntry entry) {
      for (int i = 0; i < size; i++) {
        if (places.get(i) == entry) {
          return places.compareAndSet(i, entry, null);
        }
      }
      return false;
    }

    void evict(Set<StateEntry> entries, Consumer<StateEntry> dropped) {
      for (int i = 0; i < size; i++) {
        StateEntry entry = places.get(i);
        if (entry != null && entries.contains(entry) && places.compareAndSet(i, entry, null)) {
          dropped.accept(entry);
        }
      }
    }

    void collect(List<Seen> into) {
      for (int i = 0; i < size; i++) {
        StateEntry entry = places.get(i);
        if (entry != null) {
          into.add(Seen.of(entry));
        }
      }
    }
  }
}
