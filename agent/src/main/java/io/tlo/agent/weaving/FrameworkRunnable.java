package io.tlo.agent.weaving;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects by which a framework runs a task, as far as they have been seen: run through one, the framework's
 * transactions, security and measurements apply. Held weakly, since they are the application's; of several the one
 * that was seen last counts.
 *
 * <p>Thread safety: safe for many threads.
 */
final class FrameworkRunnable {

  private static final int MOST = 16;

  private volatile List<Seen> seen = List.of();
  private volatile boolean sawAny;
  private volatile @Nullable Instant againSince;

  /** One that was seen, and the part of the framework that made it, null if that is not known. */
  private record Seen(
      WeakReference<Runnable> runnable, @Nullable WeakReference<Object> maker) {}

  /** Notes one; seen again, who made it stays known. */
  synchronized void see(Runnable runnable, @Nullable Object maker) {
    if (isLast(runnable)) {
      return;
    }
    if (hasEnded()) {
      againSince = Instant.now();
    }
    WeakReference<Object> by = maker == null ? null : new WeakReference<>(maker);
    List<Seen> next = new ArrayList<>();
    for (Seen each : seen) {
      if (each.runnable().refersTo(runnable)) {
        by = by == null ? each.maker() : by;
      } else if (!each.runnable().refersTo(null)) {
        next.add(each);
      }
    }
    if (next.size() == MOST) {
      next.remove(0);
    }
    next.add(new Seen(new WeakReference<>(runnable), by));
    seen = List.copyOf(next);
    sawAny = true;
  }

  private boolean isLast(Runnable runnable) {
    List<Seen> present = seen;
    return !present.isEmpty() && present.get(present.size() - 1).runnable().refersTo(runnable);
  }

  /**
   * Forgets those that a part of the framework made, which ends.
   *
   * @return whether they were the last ones
   */
  synchronized boolean forget(Object maker) {
    return keep(each -> each.maker() == null || !each.maker().refersTo(maker));
  }

  /** Forgets those that a condition holds for; it may ask the application's objects, so no lock is held meanwhile. */
  void forgetIf(Predicate<Runnable> isOver) {
    List<Runnable> over = new ArrayList<>();
    for (Seen each : seen) {
      Runnable present = each.runnable().get();
      if (present != null && isOver.test(present)) {
        over.add(present);
      }
    }
    if (!over.isEmpty()) {
      forget(over);
    }
  }

  private synchronized void forget(List<Runnable> over) {
    keep(each -> over.stream().noneMatch(one -> each.runnable().refersTo(one)));
  }

  private boolean keep(Predicate<Seen> isKept) {
    List<Seen> before = seen;
    seen = before.stream().filter(isKept).toList();
    return seen.isEmpty() && !before.isEmpty();
  }

  /** Returns whether there were some, and none is left. */
  boolean hasEnded() {
    return sawAny && get() == null;
  }

  /** Returns when the first one was seen after all before had ended, null if that never was. */
  @Nullable
  Instant againSince() {
    return againSince;
  }

  /** Returns the one that was seen last and is still there, null if there is none. */
  @Nullable
  Runnable get() {
    List<Seen> present = seen;
    for (int i = present.size() - 1; i >= 0; i--) {
      Runnable runnable = present.get(i).runnable().get();
      if (runnable != null) {
        return runnable;
      }
    }
    return null;
  }
}
