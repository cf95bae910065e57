package io.tlo.agent.weaving;

import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls a woven method on the instance that was seen last. The woven code records the call.
 */
final class WovenInvoker implements TaskInvoker {

  private final WovenClass owner;
  private final DiscoveredMethod method;
  private final JvmAccess access;

  WovenInvoker(WovenClass owner, DiscoveredMethod method, JvmAccess access) {
    this.owner = owner;
    this.method = method;
    this.access = access;
  }

  @Override
  public @Nullable String refusal() {
    List<String> types = method.parameterTypes();
    if (!types.isEmpty()) {
      return "it takes arguments (" + String.join(", ", types) + ") and a trigger has none";
    }
    if (method.isStatic()) {
      return access.find(owner) == null ? owner.name() + " is not loaded" : null;
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
    if (access.find(owner) == null) {
      throw new IllegalStateException(owner.name() + " is gone");
    }
    return access.call(owner, method);
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return owner.loader().get();
  }
}
