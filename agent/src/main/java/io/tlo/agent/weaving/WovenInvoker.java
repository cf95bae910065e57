package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a woven method on the instance that was seen last. The woven code records the call.
 *
 * <p>The method is looked up anew for each call: a handle that was kept would keep the class.
 */
final class WovenInvoker implements TaskInvoker {

  private final WovenClass owner;
  private final DiscoveredMethod method;
  private final ClassFinder finder;

  WovenInvoker(WovenClass owner, DiscoveredMethod method, ClassFinder finder) {
    this.owner = owner;
    this.method = method;
    this.finder = finder;
  }

  @Override
  public @Nullable String refusal() {
    List<String> types = method.parameterTypes();
    if (!types.isEmpty()) {
      return "it takes arguments (" + String.join(", ", types) + ") and a trigger has none";
    }
    if (method.isStatic()) {
      return finder.find(owner) == null ? owner.name() + " is not loaded" : null;
    }
    return owner.instance() == null
        ? "no instance of " + owner.name() + " is known; the program must call the task first"
        : null;
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    return arguments.length == 0 ? null : "it takes no arguments";
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable {
    Class<?> type = finder.find(owner);
    if (type == null) {
      throw new IllegalStateException(owner.name() + " is gone");
    }
    MethodType signature =
        MethodType.fromMethodDescriptorString(method.descriptor(), type.getClassLoader());
    MethodHandle handle = finder.inside().find(type, method.name(), signature, method.isStatic());
    if (method.isStatic()) {
      return handle.invoke();
    }
    Object instance = owner.instance();
    if (instance == null) {
      throw new IllegalStateException("the last instance of " + owner.name() + " is gone");
    }
    return handle.invoke(instance);
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return owner.loader().get();
  }
}
