package io.tlo.agent.weaving;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes and interfaces of the application that a class extends and implements, however indirectly. */
final class Lineage {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final List<Class<?>> supertypes = new ArrayList<>();

  private Lineage() {}

  /** Returns them without the class itself, each once. */
  static List<Class<?>> above(Class<?> type) {
    Lineage lineage = new Lineage();
    lineage.addAbove(type);
    return lineage.supertypes;
  }

  private void addAbove(Class<?> type) {
    add(type.getSuperclass());
    for (Class<?> each : type.getInterfaces()) {
      add(each);
    }
  }

  private void add(@Nullable Class<?> type) {
    if (type != null && !isOfTheJdk(type.getClassLoader()) && !supertypes.contains(type)) {
      supertypes.add(type);
      addAbove(type);
    }
  }

  private static boolean isOfTheJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }
}
