package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
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
  Object call(WovenClass owner, DiscoveredMethod method, @Nullable Object[] arguments)
      throws Throwable {
    Class<?> type = owner.type();
    if (type == null) {
      throw new IllegalStateException(owner.name() + " is gone");
    }
    requireNotOfJdk(type);
    MethodType signature =
        MethodType.fromMethodDescriptorString(method.descriptor(), type.getClassLoader());
    // As many arguments as parameters: what a varargs method takes has been put into an array.
    MethodHandle handle =
        inside().find(type, method.name(), signature, method.isStatic()).asFixedArity();
    if (method.isStatic()) {
      return handle.invokeWithArguments(arguments);
    }
    Object instance = owner.instance();
    if (instance == null) {
      throw new IllegalStateException("the last instance of " + owner.name() + " is gone");
    }
    return handle.bindTo(instance).invokeWithArguments(arguments);
  }

  private synchronized ThrowAwayModule inside() throws ReflectiveOperationException, IOException {
    ThrowAwayModule present = inside;
    if (present == null) {
      present = new ThrowAwayModule(instrumentation);
      inside = present;
    }
    return present;
  }

  /** The handle to this class could be given a forged request: no task is a class of the JDK. */
  private static void requireNotOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    boolean isOfJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    if (isOfJdk && type.getModule().isNamed()) {
      throw new IllegalStateException(type.getName() + " is a class of the JDK");
    }
  }
}
