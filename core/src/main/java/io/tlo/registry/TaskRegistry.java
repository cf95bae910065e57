package io.tlo.registry;

import io.tlo.TloException;
import java.util.List;
import java.util.Optional;

/**
 * Holds the definitions of the tasks there are now, by name.
 *
 * <p>To replace it, name a public class with a public constructor without parameters in the setting
 * {@code task.registry}. It is constructed once and called from one thread at a time, never on the
 * application's threads; whatever it throws is reported and costs the application nothing.
 *
 * <p>Thread safety: implementations must be safe for use by many threads.
 */
public interface TaskRegistry {

  /**
   * Adds a definition.
   *
   * @throws TloException with {@link TloException.Reason#DUPLICATE_TASK} if a definition of that
   *     name is registered; the message names both methods
   */
  void register(TaskDefinition definition);

  /** Returns the definition of that name, empty if there is none. */
  Optional<TaskDefinition> find(String name);

  /** Returns all definitions in the order they were registered; a copy. */
  List<TaskDefinition> list();

  /** Returns all names in the order they were registered; a copy. */
  List<String> names();

  /** Returns whether a definition of that name is registered. */
  boolean contains(String name);

  /** Removes the definition of that name; returns whether there was one. */
  boolean remove(String name);
}
