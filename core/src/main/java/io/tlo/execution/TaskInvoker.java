package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/**
 * Runs a task's method when TLO itself wants it run: triggered, submitted or by its interval.
 *
 * <p>Running it must lead to {@link Recorder#begin} on the same thread: an invoker either calls a method
 * that was woven, or records by itself.
 */
public interface TaskInvoker {

  /** Returns why the method cannot be run now and what to do about it, null if it can. */
  @Nullable
  String refusal();

  /** Returns why these arguments do not fit the method, null if they do. */
  @Nullable
  String refusal(@Nullable Object[] arguments);

  /**
   * Runs the method.
   *
   * @param task the task whose method it is
   * @return its result
   * @throws Throwable whatever the method throws, or that it could not be called
   */
  @Nullable
  Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable;

  /** Returns the class loader that the method's code expects as its thread's, null for the boot one. */
  @Nullable
  ClassLoader contextClassLoader();
}
