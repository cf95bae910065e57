package io.tlo.agent.weaving;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * What is done inside a package that is closed to others. A copy of this class is loaded by a loader of its
 * own, and the package is opened to that loader's unnamed module only; see {@link ThrowAwayModule}. Opened
 * to the agent's module, or the class path's, it would be open to more than this.
 *
 * <p>Called through a type of the JDK, with {@code (Class, byte[])} to define a class in the package of the
 * first, with {@code (Class, String, Class, Boolean)} for what reads a field of that name and type, static or not, or with
 * {@code (Class, String, MethodType, Boolean)} to find a method, static or not.
 */
public final class Insider implements Function<Object[], Object> {

  /** Created by name in a loader of its own. */
  public Insider() {}

  @Override
  public Object apply(Object[] request) {
    try {
      Lookup lookup = MethodHandles.privateLookupIn((Class<?>) request[0], MethodHandles.lookup());
      if (request[1] instanceof byte[] classFile) {
        return lookup.defineClass(classFile);
      }
      return request[2] instanceof Class<?> type
          ? findGetter(lookup, request, type)
          : find(lookup, request);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object findGetter(Lookup lookup, Object[] request, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> owner = (Class<?>) request[0];
    String name = (String) request[1];
    return (Boolean) request[3]
        ? lookup.findStaticGetter(owner, name, type)
        : lookup.findGetter(owner, name, type);
  }

  private static Object find(Lookup lookup, Object[] request) throws ReflectiveOperationException {
    Class<?> owner = (Class<?>) request[0];
    String name = (String) request[1];
    MethodType type = (MethodType) request[2];
    return (Boolean) request[3]
        ? lookup.findStatic(owner, name, type)
        : lookup.findVirtual(owner, name, type);
  }
}
