package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Calls woven methods, whatever their visibility. A method is looked up anew for each call: a handle that was
 * kept would keep the class.
 *
 * <p>Thread safety: safe.
 */
final class MethodCaller {

  private final Instrumentation instrumentation;
  private @Nullable ThrowAwayModule inside;

  MethodCaller(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Nullable
  Object call(WovenClass owner, DiscoveredMethod method) throws Throwable {
    Class<?> type = owner.type();
    if (type == null) {
      throw new IllegalStateException(owner.name() + " is gone");
    }
    MethodType signature =
        MethodType.fromMethodDescriptorString(method.descriptor(), type.getClassLoader());
    MethodHandle handle = inside().find(type, method.name(), signature, method.isStatic());
    if (method.isStatic()) {
      return handle.invoke();
    }
    Object instance = owner.instance();
    if (instance == null) {
      throw new IllegalStateException("the last instance of " + owner.name() + " is gone");
    }
    requireNotOverridden(type, instance.getClass(), method);
    return handle.invoke(instance);
  }

  private synchronized ThrowAwayModule inside() throws ReflectiveOperationException, IOException {
    ThrowAwayModule present = inside;
    if (present == null) {
      present = new ThrowAwayModule(instrumentation);
      inside = present;
    }
    return present;
  }

  /** A call would run the overriding method, which is not this task. */
  private static void requireNotOverridden(
      Class<?> type, Class<?> instanceType, DiscoveredMethod method) {
    if (method.isPrivate()) {
      return;
    }
    for (Class<?> each = instanceType; each != null && each != type; each = each.getSuperclass()) {
      if (declares(each, method.name())) {
        throw new IllegalStateException(
            each.getName() + " overrides the method, and is the class of the newest instance");
      }
    }
  }

  private static boolean declares(Class<?> type, String name) {
    try {
      return !Modifier.isPrivate(type.getDeclaredMethod(name).getModifiers());
    } catch (NoSuchMethodException | LinkageError e) {
      // Not to be said of a class some of whose types are missing: then the call decides.
      return false;
    }
  }
}
