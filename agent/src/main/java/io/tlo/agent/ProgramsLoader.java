package io.tlo.agent;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the worker every second which class loader the program itself comes from: the context class
 * loader of its main thread, once it has been the same for a minute. A server that deploys a web
 * application on its main thread gives that thread the loader of the web application meanwhile,
 * and a worker thread that outlives a task of that loader would hold it.
 *
 * <p>Holds no more than that: the MBeans, which the application can get hold of, lead to all that
 * is done every second, and from there nothing may lead to the {@code Instrumentation}.
 *
 * <p>Thread safety: confined to one thread.
 */
final class ProgramsLoader implements Runnable {

  static final long STEADY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Consumer<@Nullable ClassLoader> worker;
  private final WeakReference<@Nullable Thread> main;
  private final LongSupplier nanos;
  private WeakReference<@Nullable ClassLoader> seen = new WeakReference<>(null);
  private long seenSince;

  /**
   * Creates an observer of a main thread; nothing has been told yet.
   *
   * @param worker takes the loader, or null while no loader has been the same for a minute
   * @param main the application's main thread, null if it has ended
   * @param nanos the time as {@link System#nanoTime()} gives it
   */
  ProgramsLoader(
      Consumer<@Nullable ClassLoader> worker, @Nullable Thread main, LongSupplier nanos) {
    this.worker = worker;
    this.main = new WeakReference<>(main);
    this.nanos = nanos;
  }

  @Override
  public void run() {
    Thread present = main.get();
    if (present == null) {
      return;
    }
    ClassLoader loader = present.getContextClassLoader();
    if (loader != seen.get()) {
      seen = new WeakReference<>(loader);
      seenSince = nanos.getAsLong();
      worker.accept(null);
    } else if (nanos.getAsLong() - seenSince >= STEADY_NANOS) {
      worker.accept(loader);
    }
  }
}
