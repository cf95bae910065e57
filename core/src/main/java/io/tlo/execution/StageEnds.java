package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/** Hears, on any thread, how executions end that have returned a stage: once of each. */
interface StageEnds {

  /** The stage has completed: with a result, or with what was thrown. */
  void completed(AwaitedExecution ended, @Nullable Object result, @Nullable Throwable thrown);

  /** The stage cannot be waited for: all that is known is that it was returned. */
  void returned(AwaitedExecution ended, String stage);

  /** The stage is not waited for any longer; the text is what its record says. */
  void givenUp(AwaitedExecution ended, String why);
}
