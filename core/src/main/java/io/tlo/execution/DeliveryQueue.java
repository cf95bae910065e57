package io.tlo.execution;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the forwarder's thread, in the order in which it came. Each place knows how many executions came
 * before it, so that one exchange of a reference both takes a place and keeps to the limit: this is done at
 * every call of a task.
 *
 * <p>Thread safety: any thread may add and look; {@link #remove} is for one thread.
 */
final class DeliveryQueue {

  // Not a VarHandle: that would start java.lang.invoke with the first task.
  private static final AtomicReferenceFieldUpdater<DeliveryQueue, Place> LAST =
      AtomicReferenceFieldUpdater.newUpdater(DeliveryQueue.class, Place.class, "last");

  /** Something that waits. */
  abstract static class Place {
    // How many executions have been taken up to here, with this one.
    private long taken;
    private volatile @Nullable Place next;
  }

  private static final class Beginning extends Place {}

  private volatile Place last = new Beginning();
  // The place before the next one that is removed; written by one thread.
  private volatile Place removed = last;

  /** Adds something that is no execution; it always fits. */
  void add(Place place) {
    add(place, 0, Long.MAX_VALUE);
  }

  /**
   * Adds an execution.
   *
   * @param most how many executions may have been taken after that, since the beginning
   * @return how many have been taken, 0 if it does not fit
   */
  long add(EndedExecution execution, long most) {
    return add(execution, 1, most);
  }

  private long add(Place place, int executions, long most) {
    Place before;
    do {
      before = last;
      place.taken = before.taken + executions;
      if (place.taken > most) {
        return 0;
      }
    } while (!LAST.compareAndSet(this, before, place));
    before.next = place;
    return place.taken;
  }

  /** Returns how many executions have been taken since the beginning. */
  long taken() {
    return last.taken;
  }

  /** Returns whether nothing waits, nor is on its way in. */
  boolean isEmpty() {
    return last == removed;
  }

  /** Returns what has waited longest, on any thread; null if nothing does, or it is on its way in. */
  @Nullable
  Place peek() {
    Place before;
    Place next;
    do {
      before = removed;
      next = before.next;
      // Whoever has removed it meanwhile has also taken from it what follows.
    } while (before != removed);
    return next;
  }

  /** Takes out what {@link #peek} has returned. */
  void remove(Place peeked) {
    // Old places would else hold new ones until all of them are collected at once.
    Place before = removed;
    removed = peeked;
    before.next = null;
  }

  /** Lets go of all that waits, once nothing is removed any more. */
  void clear() {
    removed = last;
  }
}
