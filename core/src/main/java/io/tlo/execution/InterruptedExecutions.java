package io.tlo.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The executions that operators interrupted and whose method still runs, and whether their thread may still have the
 * interrupt. It has not once its flag was seen to be down: a flag that is up later is the application's, and stays.
 * Of several executions on one thread, a task that calls itself for one, the inner must leave the interrupt to the
 * outer, which is to see it as well.
 *
 * <p>Thread safety: safe for many threads. Operators add and then interrupt; a thread that ends an execution takes its
 * interrupt away, then looks for others, and is removed last.
 */
final class InterruptedExecutions {

  private static final long MOST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final Map<Execution, Interrupt> running = new ConcurrentHashMap<>();

  /** An interrupt that a thread was given, or is about to be given. */
  private static final class Interrupt {
    final Thread thread;
    // Whether it has been given, and the thread's flag can be looked at.
    volatile boolean watched;
    volatile boolean taken;

    Interrupt(Thread thread) {
      this.thread = thread;
    }

    /** Returns whether the thread may have it. */
    boolean isPendingOn(Thread other) {
      return thread == other && !taken;
    }

    boolean isToBeWatched() {
      return watched && !taken;
    }

    /** A thread of a class of the application may have a method of its own there, which may do anything. */
    boolean hasPlainFlag() {
      try {
        Class<?> declaring = thread.getClass().getMethod("isInterrupted").getDeclaringClass();
        return declaring.getClassLoader() == null && declaring.getModule().isNamed();
      } catch (Throwable e) {
        return false;
      }
    }
  }

  /** Notes an execution that is about to be interrupted. */
  void add(Execution execution, Thread thread) {
    running.put(execution, new Interrupt(thread));
  }

  /** Begins to watch executions whose threads have been interrupted. */
  void watch(List<Execution> executions) {
    for (Execution each : executions) {
      Interrupt interrupt = running.get(each);
      if (interrupt != null && interrupt.hasPlainFlag()) {
        interrupt.watched = true;
      }
    }
    awaitTaken(executions);
  }

  /** Forgets an execution whose interrupt has been taken away. */
  void remove(Execution execution) {
    running.remove(execution);
  }

  /** Returns whether an interrupt found on a thread may be one of theirs. */
  boolean isAnyPendingOn(Thread thread) {
    return running.values().stream().anyMatch(each -> each.isPendingOn(thread));
  }

  /** Takes the interrupt of an execution away from the present thread, which leaves its method. */
  void clear(Execution execution) {
    Thread here = Thread.currentThread();
    Interrupt own = running.get(execution);
    if (own == null || !own.isPendingOn(here)) {
      return;
    }
    InterruptFlag flag = InterruptFlag.takeDown();
    own.taken = true;
    if (!flag.wasUp()) {
      noteTakenOn(here);
    }
    if (flag.wasUp() && isAnyPendingOn(here)) {
      flag.putUp();
    } else {
      flag.leaveDown();
    }
  }

  private void noteTakenOn(Thread thread) {
    for (Interrupt each : running.values()) {
      if (each.watched && each.thread == thread) {
        each.taken = true;
      }
    }
  }

  /** Looks which of the interrupts have been taken by the method that runs. */
  void look() {
    if (running.isEmpty()) {
      return;
    }
    long before = InterruptFlag.now();
    List<Interrupt> down = new ArrayList<>();
    for (Interrupt each : running.values()) {
      if (each.isToBeWatched() && !each.thread.isInterrupted()) {
        down.add(each);
      }
    }
    if (!InterruptFlag.wasTakenDownSince(before)) {
      down.forEach(each -> each.taken = true);
    }
  }

  /**
   * Waits until the methods have taken their interrupts or have been left, 50 ms at most: a method that sleeps or waits
   * takes it at once.
   */
  private void awaitTaken(List<Execution> executions) {
    long began = System.nanoTime();
    while (isAnyToBeWatched(executions) && System.nanoTime() - began < MOST_WAIT_NANOS) {
      look();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isAnyToBeWatched(List<Execution> executions) {
    for (Execution each : executions) {
      Interrupt interrupt = running.get(each);
      if (interrupt != null && interrupt.isToBeWatched()) {
        return true;
      }
    }
    return false;
  }
}
