package io.tlo.agent.weaving;

import io.tlo.agent.adoption.PublicMethods;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Spring runs scheduled methods by. Each names a bean, which may be a proxy, and a method of it; and belongs to
 * a context, which ends.
 *
 * <p>Thread safety: safe for many threads.
 */
final class SpringRunnables {

  /** The part of a context that looks for scheduled methods, where one does so on a thread. */
  private static final ThreadLocal<@Nullable WeakReference<Object>> LOOKING = new ThreadLocal<>();

  private final TaskCatalog catalog;

  SpringRunnables(TaskCatalog catalog) {
    this.catalog = catalog;
  }

  /** On this thread a context looks for scheduled methods: what is made next is its. */
  void looking(Object processor) {
    WeakReference<Object> present = LOOKING.get();
    if (present == null || !present.refersTo(processor)) {
      LOOKING.set(new WeakReference<>(processor));
    }
  }

  /** Notes one that was made for the task that it runs; one that runs no task we know is left alone. */
  void made(Object runnable) {
    WeakReference<Object> looking = LOOKING.get();
    see(runnable, looking == null ? null : looking.get());
  }

  /** Notes one that runs. */
  void runs(Object runnable) {
    see(runnable, null);
  }

  private void see(Object runnable, @Nullable Object processor) {
    if (runnable instanceof Runnable plain
        && PublicMethods.call(runnable, "getMethod") instanceof Method method) {
      WovenTask task = catalog.find(method);
      // What Spring hands to another thread would not be recognised there as what TLO has begun.
      if (task != null && !task.method().isAsync()) {
        task.runnable().see(plain, processor);
      }
    }
  }

  /** A context is closed: what it made is run no more. */
  void closed(Object processor) {
    LOOKING.remove();
    for (WovenTask task : catalog.tasks()) {
      if (task.runnable().forget(processor)) {
        // The bean that it ran is destroyed, too.
        task.owner().forgetInstance();
      }
    }
  }

  /** A bean is destroyed: it is run no more. */
  void destroyed(Object bean) {
    for (WovenTask task : tasks(bean)) {
      task.runnable().forgetIf(each -> PublicMethods.call(each, "getTarget") == bean);
      if (task.owner().instance() == bean) {
        task.owner().forgetInstance();
      }
    }
  }

  /** Of a proxy of the JDK's the classes do not tell which bean is behind it. */
  private List<WovenTask> tasks(Object bean) {
    Class<?> type = bean.getClass();
    return Proxy.isProxyClass(type) ? catalog.tasks() : catalog.tasks(type);
  }
}
