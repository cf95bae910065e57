package io.tlo.agent.adoption;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Calls public methods of a framework's objects by name: none of its classes need be there for TLO. A method is
 * looked up anew for each call, since to keep one would keep its class.
 */
public final class PublicMethods {

  private static final Class<?>[] NONE = {};

  private PublicMethods() {}

  /**
   * Calls a method without parameters.
   *
   * @throws IllegalStateException if there is no such method, or it threw something
   */
  public static @Nullable Object call(Object target, String name) {
    return call(target, name, NONE);
  }

  /** As {@link #call(Object, String)}, where null is not expected. */
  public static Object require(Object target, String name) {
    Object answer = call(target, name);
    if (answer == null) {
      throw new IllegalStateException(target.getClass().getName() + "." + name + " gave nothing");
    }
    return answer;
  }

  /** As {@link #call(Object, String)}, with parameters of these types. */
  static @Nullable Object call(
      Object target, String name, Class<?>[] types, @Nullable Object... arguments) {
    Method method = find(target.getClass(), target, name, types);
    if (method == null) {
      throw new IllegalStateException(target.getClass().getName() + " has no method " + name);
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean has(Object target, String name) {
    return find(target.getClass(), target, name, NONE) != null;
  }

  /** The object's own class may be hidden; then one of its superclasses or interfaces has the method. */
  private static @Nullable Method find(
      @Nullable Class<?> type, Object target, String name, Class<?>[] types) {
    if (type == null) {
      return null;
    }
    Method found = Modifier.isPublic(type.getModifiers()) ? declared(type, name, types) : null;
    if (found != null && found.canAccess(target)) {
      return found;
    }
    for (Class<?> each : type.getInterfaces()) {
      Method inherited = find(each, target, name, types);
      if (inherited != null) {
        return inherited;
      }
    }
    return find(type.getSuperclass(), target, name, types);
  }

  private static @Nullable Method declared(Class<?> type, String name, Class<?>[] types) {
    try {
      Method method = type.getMethod(name, types);
      return Modifier.isStatic(method.getModifiers()) ? null : method;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
