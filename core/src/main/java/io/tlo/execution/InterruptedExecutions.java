package io.tlo.execution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The executions that were interrupted and whose method still runs. Of several on one thread, a task that
 * calls itself for one, the inner must leave the interrupt to the outer, which is to see it as well.
 *
 * <p>Thread safety: safe for many threads. Operators add and then interrupt; a thread that ends an execution
 * takes its interrupt away, then looks for others, and is removed last.
 */
final class InterruptedExecutions {

  // With the thread: an execution forgets its own a moment before its interrupt is taken away.
  private final Map<Execution, Thread> running = new ConcurrentHashMap<>();

  /** Notes an execution that is about to be interrupted. */
  void add(Execution execution, Thread thread) {
    running.put(execution, thread);
  }

  /** Forgets an execution whose interrupt has been taken away. */
  void remove(Execution execution) {
    running.remove(execution);
  }

  /** Returns whether one of them runs on a thread, so that an interrupt found there may be its own. */
  boolean isAnyOn(Thread thread) {
    return running.containsValue(thread);
  }

  /** Takes the interrupt of an execution away from the present thread, which leaves its method. */
  void clear(Execution execution, Interruption last) {
    if (last.clear() && isAnyOtherOn(Thread.currentThread(), execution)) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnyOtherOn(Thread thread, Execution but) {
    for (Map.Entry<Execution, Thread> each : running.entrySet()) {
      if (each.getKey() != but && each.getValue() == thread) {
        return true;
      }
    }
    return false;
  }
}
