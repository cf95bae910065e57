package io.tlo.agent.cli.jvm;

import io.tlo.agent.cli.exit.CommandFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A call that may never return, on a thread of its own that does not hold up the end of the command. */
final class BoundedCall {

  private BoundedCall() {}

  /**
   * Returns what the call returns and throws what it throws.
   *
   * @throws CommandFailure from {@code ifSilent}, if it takes longer
   */
  static <T> T of(Callable<T> call, long seconds, Supplier<CommandFailure> ifSilent)
      throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "tlo-attach");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw ifSilent.get();
    } catch (ExecutionException e) {
      throw thrown(e);
    }
  }

  private static Exception thrown(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof Exception exception ? exception : failure;
  }
}
