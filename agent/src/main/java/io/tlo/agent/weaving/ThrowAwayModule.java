package io.tlo.agent.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The unnamed module of a loader that holds one class and that nobody else can reach. A package can be opened
 * to it without being opened to any code but ours.
 *
 * <p>Thread safety: safe.
 */
final class ThrowAwayModule {

  private final Instrumentation instrumentation;
  private final Module module;
  private final Function<Object[], Object> insider;

  ThrowAwayModule(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    this.instrumentation = instrumentation;
    InsiderLoader loader = new InsiderLoader();
    this.module = loader.getUnnamedModule();
    this.insider = loader.newInsider();
  }

  /** Defines a class in the package of another. */
  Class<?> define(Class<?> neighbour, byte[] classFile) {
    open(neighbour);
    return (Class<?>) insider.apply(new Object[] {neighbour, classFile});
  }

  /** Reads a static field of a class, whatever its visibility. */
  Object read(Class<?> owner, String name, Class<?> type) {
    MethodHandle getter = getter(owner, name, type, true);
    try {
      return getter.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds what reads a field of a class, whatever its visibility. */
  MethodHandle getter(Class<?> owner, String name, Class<?> type, boolean isStatic) {
    open(owner);
    return (MethodHandle) insider.apply(new Object[] {owner, name, type, isStatic});
  }

  /** Finds a method of a class, whatever its visibility. */
  MethodHandle find(Class<?> owner, String name, MethodType type, boolean isStatic) {
    open(owner);
    return (MethodHandle) insider.apply(new Object[] {owner, name, type, isStatic});
  }

  private void open(Class<?> member) {
    Module closed = member.getModule();
    String name = member.getPackageName();
    if (!closed.isOpen(name, module)) {
      instrumentation.redefineModule(
          closed, Set.of(), Map.of(), Map.of(name, Set.of(module)), Set.of(), Map.of());
    }
  }

  /** Defines its own copy of {@link Insider}. */
  private static final class InsiderLoader extends ClassLoader {
    InsiderLoader() {
      super(null);
    }

    @SuppressWarnings("unchecked")
    Function<Object[], Object> newInsider() throws ReflectiveOperationException, IOException {
      String name = Insider.class.getName();
      try (InputStream in =
          Insider.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new IOException("the agent's jar lacks " + name);
        }
        byte[] bytes = in.readAllBytes();
        Class<?> copy = defineClass(name, bytes, 0, bytes.length);
        return (Function<Object[], Object>) copy.getDeclaredConstructor().newInstance();
      }
    }
  }
}
