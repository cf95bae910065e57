package io.tlo.runtime;

import io.tlo.execution.FaultListener;

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

  private void tell(String what, Throwable cause) {
    try {
      faults.fault("ending: " + what + " could not be ended, the rest is", cause);
    } catch (Throwable e) {
      // To tell may need what is missing as well, a class of a jar that was replaced.
      return;
    }
  }
}
