package io.tlo.execution;

import io.tlo.execution.WorkerThread.Handover;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An execution that TLO asked for and that a framework begins on a thread of its own. It is taken from the
 * worker's thread, and begun on the framework's or given back.
 *
 * <p>Thread safety: safe; it is begun or given back once.
 */
public final class Relay {

  private final LiveTask task;
  private final WorkerThread worker;
  private final AtomicReference<@Nullable Handover> handover;

  private Relay(LiveTask task, WorkerThread worker, Handover handover) {
    this.task = task;
    this.worker = worker;
    this.handover = new AtomicReference<>(handover);
  }

  /**
   * Returns what the worker's thread that calls this was to begin of a task.
   *
   * @throws IllegalStateException if this is no thread of the worker's, or it was to begin nothing of it
   */
  public static Relay of(LiveTask task) {
    if (Thread.currentThread() instanceof WorkerThread worker) {
      Handover taken = worker.take(task);
      if (taken != null) {
        return new Relay(task, worker, taken);
      }
    }
    throw new IllegalStateException("nothing of " + task.name() + " is to be begun here");
  }

  /**
   * Begins the execution on the thread that calls this.
   *
   * @return as {@link Recorder#begin}; null if it was begun or given back before
   */
  public @Nullable Object begin(Recorder recorder) {
    Handover taken = handover.getAndSet(null);
    return taken == null ? null : recorder.begin(task, taken, Thread.currentThread());
  }

  /**
   * Gives it back to the worker's thread, which must be the one that calls this.
   *
   * @return false if it was begun
   */
  public boolean giveBack() {
    Handover taken = handover.getAndSet(null);
    if (taken != null) {
      worker.hand(taken);
    }
    return taken != null;
  }
}
