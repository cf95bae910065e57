package io.tlo.execution;

import io.tlo.TloException;
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
   * Returns the arguments that a text gives to the method.
   *
   * @param text separated by commas, or a JSON array; blank for none
   * @throws TloException with {@link TloException.Reason#INVALID_ARGUMENTS} if they do not fit it
   */
  @Nullable
  Object[] arguments(String text);

  /**
   * Runs the method.
   *
   * @param task the task whose method it is
   * @return its result
   * @throws Throwable whatever the method throws, or that it could not be called
   */
  @Nullable
  Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable;

  /** Returns on which way it would run the method now, for people; empty if there is only one. */
  default String way() {
    return "";
  }

  /** Returns the class loader that the method's code expects as its thread's, null for the boot one. */
  @Nullable
  ClassLoader contextClassLoader();
}
