package io.tlo.agent.weaving;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that an object is an instance of. */
final class Supertypes {

  private Supertypes() {}

  /** Returns a class with all its superclasses and interfaces. */
  static Set<Class<?>> with(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    add(type, all);
    return all;
  }

  private static void add(@Nullable Class<?> type, Set<Class<?>> all) {
    if (type != null && all.add(type)) {
      add(type.getSuperclass(), all);
      for (Class<?> each : type.getInterfaces()) {
        add(each, all);
      }
    }
  }
}
