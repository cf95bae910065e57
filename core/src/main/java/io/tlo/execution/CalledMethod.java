package io.tlo.execution;

/**
 * The method of a task, of which a call begins.
 *
 * <p>Thread safety: safe for many threads.
 */
public interface CalledMethod {

  /** Returns whether a call of this method on an object is a call of another task's method, which it overrides. */
  boolean overrides(LiveTask other, Object receiver);

  /**
   * Returns the token of a call of this method that is an execution of another task.
   *
   * @param token what {@link Recorder#begin(LiveTask)} returned for the execution, or {@link Recorder#SKIPPED}
   */
  Object callOf(LiveTask other, Object token);
}
