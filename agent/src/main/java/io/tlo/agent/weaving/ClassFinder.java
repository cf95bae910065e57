package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the classes that were woven, once they are defined. The JVM is asked for what it has loaded, and not a
 * class loader for what it might load: that would be code of the application.
 *
 * <p>Thread safety: safe.
 */
final class ClassFinder {

  private final Instrumentation instrumentation;

  ClassFinder(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Looks for several classes at once. */
  void findAll(Collection<WovenClass> wanted) {
    Map<String, WovenClass[]> byName = new HashMap<>();
    for (WovenClass each : wanted) {
      byName.merge(each.name(), new WovenClass[] {each}, ClassFinder::joined);
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      WovenClass[] sameName = byName.get(loaded.getName());
      if (sameName != null) {
        match(loaded, sameName);
      }
    }
  }

  private static WovenClass[] joined(WovenClass[] some, WovenClass[] more) {
    WovenClass[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void match(Class<?> loaded, WovenClass[] sameName) {
    for (WovenClass each : sameName) {
      ClassLoader loader = each.loader().get();
      boolean isAlive = loader != null || each.loader().isBoot();
      if (isAlive && loaded.getClassLoader() == loader) {
        each.defined(loaded);
      }
    }
  }
}
