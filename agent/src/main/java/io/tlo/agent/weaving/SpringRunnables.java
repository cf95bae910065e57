package io.tlo.agent.weaving;

import io.tlo.agent.adoption.PublicMethods;
import java.lang.reflect.Method;

/**
 * What Spring runs scheduled methods by. Each names a bean, which may be a proxy, and a method of it.
 *
 * <p>Thread safety: safe for many threads.
 */
final class SpringRunnables {

  private final TaskCatalog catalog;

  SpringRunnables(TaskCatalog catalog) {
    this.catalog = catalog;
  }

  /** Notes one for the task that it runs; one that runs no task we know is left alone. */
  void see(Object runnable) {
    if (runnable instanceof Runnable plain
        && PublicMethods.call(runnable, "getMethod") instanceof Method method) {
      WovenTask task = catalog.find(method);
      // What Spring hands to another thread would not be recognised there as what TLO has begun.
      if (task != null && !task.method().isAsync()) {
        task.runnable().see(plain);
      }
    }
  }
}
