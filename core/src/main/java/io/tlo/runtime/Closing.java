package io.tlo.runtime;

import io.tlo.execution.FaultListener;
import io.tlo.execution.OwnThreads;
import java.time.Duration;

/**
 * Ends something step by step. A step that fails is told and holds up no other: what a broken end left behind
 * nobody could end any more.
 *
 * <p>Thread safety: as that of its steps.
 */
public final class Closing {

  private final FaultListener faults;

  /** Creates one that tells of steps that fail. */
  public Closing(FaultListener faults) {
    this.faults = faults;
  }

  /**
   * Does a step, whatever comes of it.
   *
   * @param what what may stay behind if it fails, as the beginning of a sentence: {@code the MBeans}
   */
  public void step(String what, Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      tell(what, e);
    }
  }

  /**
   * Does a step that code of the application may hold up, on a thread of its own.
   *
   * @param what as of {@link #step}
   * @param atMost how long it is waited for, above zero; what is left of the step follows when it can
   */
  public void stepAside(String what, Duration atMost, Runnable step) {
    step(what, () -> await(aside(() -> step(what, step)), atMost));
  }

  private static Thread aside(Runnable step) {
    Thread thread = OwnThreads.make(group -> new Thread(group, step, "tlo-ending-aside", 0, false));
    thread.start();
    return thread;
  }

  private static void await(Thread thread, Duration atMost) {
    try {
      thread.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException("code of the application has not returned yet");
    }
  }

  private void tell(String what, Throwable cause) {
    try {
      faults.fault("ending: " + what + " could not be ended, the rest is", cause);
    } catch (Throwable e) {
      // To tell may need what is missing as well, a class of a jar that was replaced.
      return;
    }
  }
}
