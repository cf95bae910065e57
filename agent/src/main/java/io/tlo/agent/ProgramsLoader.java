package io.tlo.agent;

import io.tlo.execution.Worker;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the worker every second which loader the program itself comes from: a server that starts
 * may give its main thread the loader of what it deploys, for a while.
 *
 * <p>Holds no more than that: the MBeans, which the application can get hold of, lead to all that
 * is done every second, and from there nothing may lead to the {@code Instrumentation}.
 *
 * <p>Thread safety: confined to one thread.
 */
final class ProgramsLoader implements Runnable {

  private final Worker worker;
  private final WeakReference<@Nullable Thread> main;

  /**
   * Creates one that has told nothing yet.
   *
   * @param main the application's main thread, null if it has ended
   */
  ProgramsLoader(Worker worker, @Nullable Thread main) {
    this.worker = worker;
    this.main = new WeakReference<>(main);
  }

  @Override
  public void run() {
    Thread present = main.get();
    if (present != null) {
      worker.programsLoader(present.getContextClassLoader());
    }
  }
}
