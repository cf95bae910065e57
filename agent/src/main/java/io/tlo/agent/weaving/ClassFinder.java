package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
    Map<String, List<WovenClass>> byName = new HashMap<>();
    for (WovenClass each : wanted) {
      byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each);
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      List<WovenClass> sameName = byName.get(loaded.getName());
      if (sameName != null) {
        match(loaded, sameName);
      }
    }
  }

  private static void match(Class<?> loaded, List<WovenClass> sameName) {
    for (WovenClass each : sameName) {
      ClassLoader loader = each.loader().get();
      boolean isAlive = loader != null || each.loader().isBoot();
      if (isAlive && loaded.getClassLoader() == loader) {
        each.defined(loaded);
      }
    }
  }
}
