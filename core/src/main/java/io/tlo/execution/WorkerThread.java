package io.tlo.execution;

import io.tlo.state.TaskTrigger;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the worker. It carries what the next beginning execution of one task on it is: this is how
 * the recording, which sees only a method being called, knows that an operator or an interval called it.
 */
final class WorkerThread extends Thread {

  // Confined to this thread.
  private @Nullable Handover handover;

  /**
   * What the next execution of a task on this thread is.
   *
   * @param task the task meant; calls of others on the way to it are not
   * @param trigger what began it
   * @param pending the execution that waits for it, null for an interval's turn
   */
  record Handover(LiveTask task, TaskTrigger trigger, Execution.@Nullable Pending pending) {}

  private final Runnable work;

  WorkerThread(ThreadGroup group, Runnable work, String name) {
    super(group, null, name, 0, false);
    this.work = work;
  }

  /**
   * In the place of {@link Thread#run}: such a thread may be started for every turn of a task, and the compiler would
   * take that one for hot, and inline into it what any thread has run lately, of a web application for one. Each
   * thread of the JVM would then stand in that code, and keep the application's classes (see {@link
   * OutOfLine}).
   */
  @Override
  public void run() {
    work.run();
  }

  void hand(Handover next) {
    handover = next;
  }

  /** Returns the task of which something was handed over and not taken yet, null if nothing was. */
  @Nullable
  LiveTask awaited() {
    Handover present = handover;
    return present == null ? null : present.task();
  }

  /** Returns what was handed over for that task and forgets it; null if nothing was. */
  @Nullable
  Handover take(LiveTask task) {
    Handover present = handover;
    if (present == null || present.task() != task) {
      return null;
    }
    handover = null;
    return present;
  }
}
