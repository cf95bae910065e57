package io.tlo.state;

import io.tlo.TloSettings;
import java.util.function.Consumer;

/**
 * Offers a state store under a short name, so that {@code task.state.store} can say {@code jdbc} in place of a
 * class name.
 *
 * <p>A jar offers one by a service file, {@code META-INF/services/io.tlo.state.TaskStateStoreProvider}, which
 * names a public class with a public constructor without parameters. Under the agent it is looked for in the
 * jars of the setting {@code extensions} alone; a {@link io.tlo.TloContext} asks the context class loader, as
 * {@link java.util.ServiceLoader} does.
 *
 * <p>Thread safety: a provider is made and asked by one thread; the store it opens must be safe for many.
 */
public interface TaskStateStoreProvider {

  /** Returns the name, which is no class name: {@code jdbc}. */
  String name();

  /**
   * Opens the store. Called once, on a thread of TLO's own, when the application has started; or, in a
   * program that makes a {@link io.tlo.TloContext}, by the thread that makes it.
   *
   * @param settings the settings in force
   * @param faults may be told, from any thread and at any time, of what fails on the store's own threads: one
   *     sentence each
   * @throws RuntimeException if the store cannot be opened; its message is told, and the store in memory
   *     is used
   */
  TaskStateStore open(TloSettings settings, Consumer<String> faults);
}
