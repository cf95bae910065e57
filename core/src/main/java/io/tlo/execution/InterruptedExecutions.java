package io.tlo.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The executions that were interrupted and whose method still runs. Of several on one thread, a task that
 * calls itself for one, the inner must leave the interrupt to the outer, which is to see it as well.
 *
 * <p>Thread safety: safe for many threads. Operators add and then interrupt; a thread that ends an execution
 * takes its interrupt away and then looks for others. So none is lost and none goes beyond the last.
 */
final class InterruptedExecutions {

  private final Set<Execution> running = ConcurrentHashMap.newKeySet();

  /** Notes an execution that is about to be interrupted. */
  void add(Execution execution) {
    running.add(execution);
  }

  /** Forgets an execution whose end could not be recorded. */
  void remove(Execution execution) {
    running.remove(execution);
  }

  /** Returns whether one of them runs on a thread, so that an interrupt found there may be its own. */
  boolean isAnyOn(Thread thread) {
    for (Execution each : running) {
      if (each.runsOn() == thread) {
        return true;
      }
    }
    return false;
  }

  /** Takes the interrupt of an execution away from the present thread, which leaves its method. */
  void leave(Execution execution, Interruption last) {
    boolean wasInterrupted = last.clear();
    if (wasInterrupted && isAnyOtherOn(Thread.currentThread(), execution)) {
      Thread.currentThread().interrupt();
    }
    // Last: while it is here, an interrupt found on the thread is not taken for the application's.
    running.remove(execution);
  }

  private boolean isAnyOtherOn(Thread thread, Execution but) {
    for (Execution each : running) {
      if (each != but && each.runsOn() == thread) {
        return true;
      }
    }
    return false;
  }
}
