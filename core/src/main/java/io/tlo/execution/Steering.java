package io.tlo.execution;

import io.tlo.TloException;

/**
 * What an operator, or the program through its context, can do with a task.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class Steering {

  private final Worker worker;
  private final TaskEvents events;

  /** Creates a steering that runs tasks on that worker and tells of switches. */
  public Steering(Worker worker, TaskEvents events) {
    this.worker = worker;
    this.events = events;
  }

  /**
   * Switches a task on or off; every call that begins after this has returned sees it.
   *
   * @return whether that changed anything
   * @throws TloException with {@link TloException.Reason#NOT_SWITCHABLE} if it cannot be switched off
   */
  public boolean switchTo(LiveTask task, boolean on) {
    boolean changed = task.switchTo(on);
    if (changed) {
      events.switched(task, on);
    }
    return changed;
  }

  /**
   * Runs a task now, on the worker.
   *
   * @return the id of its record, which is pending until it begins
   * @throws TloException if the task is off, cannot be run, or too many wait
   */
  public long trigger(LiveTask task) {
    return worker.trigger(task);
  }
}
