package io.tlo.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
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

  private static final int FEW = 16;

  private final int bound;
  private final AtomicReferenceArray<@Nullable Ring> rings = new AtomicReferenceArray<>(RINGS);
  private final LongAdder dropped = new LongAdder();
  // Entries whose place was needed while they had not ended; usually empty.
  private final Set<StateEntry> displaced = ConcurrentHashMap.newKeySet();
  // How many of those there may be before it is worth looking which of them have ended.
  private volatile int settleAbove = FEW;
  // The one that was found to have been running longest: until it ends none can run longer.
  private volatile @Nullable StateEntry longestRunning;
  // Entries that came through the store's own methods; usually empty.
  private final Set<StateEntry> handedIn = ConcurrentHashMap.newKeySet();

  /**
   * Creates an empty history.
   *
   * @param bound how many ended entries are kept, at least 1
   */
  public TaskHistory(int bound) {
    this.bound = bound;
  }

  private static int rings(int processors) {
    // A power of two, so that choosing one is a mask; more than 8 would cost memory for little.
    return Math.min(8, Integer.highestOneBit(Math.max(1, processors * 2 - 1)));
  }

  /** Adds an entry that has not begun, or that is a skip. */
  public void add(StateEntry entry) {
    put(ring(), entry);
  }

  /**
   * Adds an entry that does not come from the recording: it may replace another at any time, so it has
   * no place in a ring. Takes as long as the history is.
   */
  void handIn(StateEntry entry) {
    handedIn.add(entry);
    Set<StateEntry> surplus = surplus(held());
    for (StateEntry each : List.copyOf(handedIn)) {
      if (surplus.contains(each) && handedIn.remove(each)) {
        drop(each);
      }
    }
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
    if (replaced(ring.put(entry))) {
      settleIfMany();
    }
  }

  /** Returns whether the entry is to be kept aside, since it has not ended. */
  private boolean replaced(@Nullable StateEntry oldest) {
    if (oldest == null) {
      return false;
    }
    if (oldest.status().isFinal()) {
      drop(oldest);
      return false;
    }
    return displaced.add(oldest);
  }

  /**
   * Keeps the displaced entries few, without looking at all of them for every new one: there may be as
   * many as a program has stages that it waits for.
   */
  private void settleIfMany() {
    if (displaced.size() > settleAbove) {
      settle();
      settleAbove = 2 * displaced.size() + FEW;
    }
  }

  /** Gives displaced entries that have ended since a place among the newest again, or drops them. */
  private void settle() {
    if (displaced.isEmpty()) {
      return;
    }
    EndTimes ends = ends();
    int left = ends.size() - bound;
    long until = left > 0 ? ends.whenHadEnded(left) : 0;
    for (Iterator<StateEntry> each = displaced.iterator(); each.hasNext(); ) {
      StateEntry entry = each.next();
      if (entry.status().isFinal() && displaced.remove(entry)) {
        boolean isSurplus = left > 0 && hadEnded(entry, until);
        left -= isSurplus ? 1 : 0;
        replaced(isSurplus ? entry : ring().put(entry));
      }
    }
  }

  private void drop(StateEntry entry) {
    if (entry.status() != TaskStatus.SKIPPED) {
      dropped.increment();
    }
  }

  private Ring ring() {
    int index = ThreadNumber.here() & (RINGS - 1);
    Ring ring = rings.get(index);
    return ring != null ? ring : newRing(index);
  }

  private Ring newRing(int index) {
    Ring made = new Ring(bound);
    Ring present = rings.compareAndExchange(index, null, made);
    return present != null ? present : made;
  }

  /** Returns those rings that there are: one for each group of threads that has run the task. */
  private List<Ring> rings() {
    List<Ring> made = new ArrayList<>(RINGS);
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      if (ring != null) {
        made.add(ring);
      }
    }
    return made;
  }

  /** Returns the entry that began last, null if none has begun. */
  public @Nullable StateEntry lastBegun() {
    StateEntry last = null;
    for (Ring ring : rings()) {
      last = newer(last, ring.lastBegun());
    }
    return last;
  }

  /** Returns the entry that ended last, null if none has ended. */
  public @Nullable StateEntry lastEnded() {
    StateEntry last = null;
    for (Ring ring : rings()) {
      StateEntry entry = ring.lastEnded();
      if (entry != null && (last == null || entry.changedNanos() - last.changedNanos() > 0)) {
        last = entry;
      }
    }
    return last;
  }

  /** Returns the entry that has been running longest, null if none is; it is looked for only if it has ended. */
  public @Nullable StateEntry longestRunning() {
    StateEntry known = longestRunning;
    if (known != null && known.status() == TaskStatus.RUNNING) {
      return known;
    }
    StateEntry longest = null;
    for (Ring ring : rings()) {
      longest = ring.longestRunning(longest);
    }
    for (StateEntry entry : displaced) {
      longest = longerRunning(longest, entry);
    }
    longestRunning = longest;
    return longest;
  }

  private static @Nullable StateEntry longerRunning(
      @Nullable StateEntry longest, @Nullable StateEntry entry) {
    boolean longer = entry != null
        && entry.status() == TaskStatus.RUNNING
        && (longest == null || entry.startedNanos() - longest.startedNanos() < 0);
    return longer ? entry : longest;
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

  /** Returns how many records of ended executions are kept, and how many are not any more. */
  public RecordCounts recordCounts() {
    EndTimes ends = ends();
    long kept = kept(ends);
    return new RecordCounts(kept, dropped.sum() + ends.executions() - kept);
  }

  /** Returns how many executions have ended, whether their records are kept or not. */
  long endedExecutions() {
    return dropped.sum() + ends().executions();
  }

  private EndTimes ends() {
    EndTimes ends = new EndTimes(mostHeld());
    collectEnds(ends);
    return ends;
  }

  /** Of what is held beyond the bound, nothing is kept. */
  private long kept(EndTimes ends) {
    int surplus = ends.size() - bound;
    if (surplus <= 0) {
      return ends.executions();
    }
    boolean hasSkips = ends.executions() < ends.size();
    return hasSkips ? ends.executionsWithout(surplus) : bound;
  }

  /** Returns the newest of all entries that were added, which may not be kept any more; null for none. */
  @Nullable
  StateEntry newest() {
    StateEntry newest = null;
    for (StateEntry entry : handedIn) {
      newest = newer(newest, entry);
    }
    for (Ring ring : rings()) {
      newest = newer(newest, ring.newest());
    }
    return newest;
  }

  private static @Nullable StateEntry newer(@Nullable StateEntry one, @Nullable StateEntry other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.startedNanos() - one.startedNanos() > 0 ? other : one;
  }

  /** Returns how many entries have not ended. */
  int unended() {
    List<Seen> held = held();
    return held.size() - Seen.endedOldestFirst(held).size();
  }

  /** Removes an entry; returns false if it is not held any more. */
  public boolean remove(StateEntry entry) {
    if (displaced.remove(entry) || handedIn.remove(entry)) {
      return true;
    }
    for (Ring ring : rings()) {
      if (ring.remove(entry)) {
        return true;
      }
    }
    return false;
  }

  /** Removes an entry and, if it has ended, counts it as dropped. */
  void evict(StateEntry entry) {
    if (remove(entry) && entry.status().isFinal()) {
      drop(entry);
    }
  }

  /** Returns how many entries are held at most, without looking at them. */
  int mostHeld() {
    int most = displaced.size() + handedIn.size();
    for (Ring ring : rings()) {
      most += ring.mostHeld();
    }
    return most;
  }

  /**
   * Returns whether an entry may have been added or have ended since this was asked last; the store asks, under
   * its lock.
   */
  boolean hasChanged() {
    boolean changed = !displaced.isEmpty() || !handedIn.isEmpty();
    // Without a list: every history is asked, every second.
    for (int i = 0; i < RINGS; i++) {
      Ring ring = rings.get(i);
      changed |= ring != null && ring.hasChanged();
    }
    return changed;
  }

  /** Adds when the entries ended that are held and have ended. */
  void collectEnds(EndTimes into) {
    forEachHeld(into::add);
  }

  private void forEachHeld(Consumer<StateEntry> action) {
    for (Ring ring : rings()) {
      ring.forEach(action);
    }
    displaced.forEach(action);
    handedIn.forEach(action);
  }

  /**
   * Drops entries that had ended by then: they are no longer kept, and are counted.
   *
   * @param nanos a reading of the clock
   * @param most how many at most
   * @return how many
   */
  int dropEnded(long nanos, int most) {
    int gone = dropEnded(displaced, nanos, most);
    gone += dropEnded(handedIn, nanos, most - gone);
    for (Ring ring : rings()) {
      gone += ring.dropEnded(nanos, most - gone, this);
    }
    return gone;
  }

  private int dropEnded(Set<StateEntry> from, long nanos, int most) {
    int gone = 0;
    for (Iterator<StateEntry> each = from.iterator(); gone < most && each.hasNext(); ) {
      StateEntry entry = each.next();
      if (hadEnded(entry, nanos) && from.remove(entry)) {
        drop(entry);
        gone++;
      }
    }
    return gone;
  }

  private static boolean hadEnded(StateEntry entry, long nanos) {
    return entry.status().isFinal() && entry.changedNanos() - nanos <= 0;
  }

  /** Drops what is held beyond the bound; else it would be back when a newer entry is evicted. */
  void dropSurplus() {
    if (mostHeld() > bound) {
      EndTimes ends = ends();
      int surplus = ends.size() - bound;
      if (surplus > 0) {
        dropEnded(ends.whenHadEnded(surplus), surplus);
      }
    }
  }

  List<Seen> kept() {
    return keptSince(Long.MIN_VALUE);
  }

  /**
   * Returns the entries that are kept and have changed since; all that began since are among them.
   *
   * @param changed in the unit of {@link Seen#changed()}
   */
  List<Seen> keptSince(long changed) {
    settle();
    // Whether one of these is beyond the bound depends only on those that ended after it.
    return newest(collect(changed));
  }

  private List<Seen> held() {
    settle();
    return collect();
  }

  private List<Seen> collect() {
    return collect(Long.MIN_VALUE);
  }

  private List<Seen> collect(long changed) {
    List<Seen> held = new ArrayList<>();
    forEachHeld(entry -> {
      if (Seen.since(entry.changedNanos()) >= changed) {
        held.add(Seen.of(entry));
      }
    });
    return held;
  }

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
   * A ring of entries. The places after it hold the entries that began last and ended last: they are written
   * with release order only, since a newer one may come at any moment anyway.
   */
  private static final class Ring {
    // How far an entry that ended late may move in one go: the application's thread moves it.
    private static final int MOST_STEPS = 16;
    // As many threads of one ring may be held up between reading the clock and putting their entry
    // before the newest of them is not among the last places.
    private static final int LAST_PLACES = 8;
    // At least 64 bytes beside what is written at every call: in a cache line that another ring's
    // threads use too, it would make two threads on one task slower than one.
    private static final int PADDING = 16;

    private final int size;
    private final AtomicReferenceArray<@Nullable StateEntry> places;
    // One number, with padding on both sides.
    private final AtomicIntegerArray next = new AtomicIntegerArray(PADDING + 1 + PADDING);
    // What the store saw when it asked for changes.
    private int seenNext;
    private @Nullable StateEntry seenEnded;

    Ring(int size) {
      this.size = size;
      this.places = new AtomicReferenceArray<>(size + 2 + PADDING);
    }

    @Nullable
    StateEntry put(StateEntry entry) {
      int place = (next.getAndIncrement(PADDING) & Integer.MAX_VALUE) % size;
      StateEntry oldest = places.getAndSet(place, entry);
      return oldest == null || !oldest.status().isFinal() ? oldest : endedFirst(oldest, place);
    }

    /** An entry that ran so long that it ended after the next ones takes the place of one of those. */
    private @Nullable StateEntry endedFirst(StateEntry displaced, int place) {
      StateEntry first = displaced;
      for (int i = 1; i < Math.min(size, MOST_STEPS); i++) {
        int at = (place + i) % size;
        StateEntry after = places.get(at);
        boolean goesBefore = after == null
            || (after.status().isFinal() && after.changedNanos() - first.changedNanos() < 0);
        if (!goesBefore || !places.compareAndSet(at, after, first)) {
          return first;
        }
        if (after == null) {
          return null;
        }
        first = after;
      }
      return first;
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

    /** Returns the newest entry, null for none. */
    @Nullable
    StateEntry newest() {
      // What began long after it was put is only here. It is not enough: a thread that was held
      // up may have written an older entry over a newer one.
      StateEntry newest = lastBegun();
      int last = next.get(PADDING) - 1;
      for (int i = 0; i < Math.min(size, LAST_PLACES); i++) {
        newest = newer(newest, places.get(((last - i) & Integer.MAX_VALUE) % size));
      }
      return newest;
    }

    @Nullable
    StateEntry longestRunning(@Nullable StateEntry known) {
      StateEntry longest = known;
      for (int i = 0; i < size; i++) {
        longest = longerRunning(longest, places.get(i));
      }
      return longest;
    }

    int mostHeld() {
      int used = next.get(PADDING);
      // Below zero once it has been counted round.
      return used < 0 ? size : Math.min(used, size);
    }

    boolean hasChanged() {
      int nextNow = next.get(PADDING);
      StateEntry endedNow = lastEnded();
      boolean changed = nextNow != seenNext || endedNow != seenEnded;
      seenNext = nextNow;
      seenEnded = endedNow;
      return changed;
    }

    int dropEnded(long nanos, int most, TaskHistory of) {
      int gone = 0;
      for (int i = 0; i < size && gone < most; i++) {
        StateEntry entry = places.get(i);
        if (entry != null && hadEnded(entry, nanos) && places.compareAndSet(i, entry, null)) {
          of.drop(entry);
          gone++;
        }
      }
      return gone;
    }

    boolean remove(StateEntry entry) {
      for (int i = 0; i < size; i++) {
        if (places.get(i) == entry) {
          return places.compareAndSet(i, entry, null);
        }
      }
      return false;
    }

    void forEach(Consumer<StateEntry> action) {
      for (int i = 0; i < size; i++) {
        StateEntry entry = places.get(i);
        if (entry != null) {
          action.accept(entry);
        }
      }
    }
  }
}
