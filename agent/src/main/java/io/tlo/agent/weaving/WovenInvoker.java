package io.tlo.agent.weaving;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.arguments.ArgumentValues;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskInvoker;
import io.tlo.registry.TaskNaming;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Calls a woven method: through what its framework runs it by, where that has been seen, else on the instance
 * that was seen last. The woven code records the call.
 */
final class WovenInvoker implements TaskInvoker {

  private final WovenClass owner;
  private final DiscoveredMethod method;
  private final FrameworkRunnable runnable;
  private final JvmAccess access;

  WovenInvoker(
      WovenClass owner, DiscoveredMethod method, FrameworkRunnable runnable, JvmAccess access) {
    this.owner = owner;
    this.method = method;
    this.runnable = runnable;
    this.access = access;
  }

  @Override
  public @Nullable String refusal() {
    if (runnable.get() != null) {
      return null;
    }
    if (method.isStatic()) {
      return refusalOfClass();
    }
    return owner.instance() == null
        ? "no instance of " + owner.name() + " is known; the program must call the task first"
        : null;
  }

  /** Returns whether a call of a method on an object is a call of this one, which the method then overrides. */
  boolean isOverriddenBy(WovenMethod other, Object receiver) {
    if (other.owner() == owner || !other.method().overriding().mayOverride(method.overriding())) {
      return false;
    }
    Class<?> type = access.find(owner);
    return type != null
        && type.isInstance(receiver)
        && owner.isAbove(other.owner(), receiver.getClass());
  }

  /** To call a static method initialises its class, and when that happens is the program's matter. */
  private @Nullable String refusalOfClass() {
    if (access.find(owner) == null) {
      return owner.name() + " is not loaded";
    }
    return access.isInitialized(owner)
        ? null
        : owner.name() + " is not initialised; the program must use it first";
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    int wanted = method.parameterTypes().size();
    return arguments.length == wanted
        ? null
        : "it takes " + wanted + (wanted == 1 ? " argument" : " arguments") + " and got "
            + arguments.length + "; use triggerWith";
  }

  @Override
  public @Nullable Object[] arguments(String text) {
    String signature =
        TaskNaming.signature(method.name(), method.parameterTypes(), method.isVarArgs());
    Class<?>[] types = parameterTypes(signature);
    for (Class<?> type : types) {
      requireInitialized(type);
    }
    return ArgumentValues.convert(text, types, method.isVarArgs(), signature);
  }

  /** To read a constant initialises its enum, and when that happens is the program's matter; the JDK's do no harm. */
  private void requireInitialized(Class<?> parameter) {
    Class<?> type = parameter;
    while (type.isArray()) {
      type = type.getComponentType();
    }
    if (type.isEnum() && type.getClassLoader() != null && !access.isInitialized(type)) {
      throw new TloException(
          Reason.NOT_RUNNABLE,
          "the enum " + type.getTypeName() + " is not initialised; the program must use it first");
    }
  }

  /** Looked up anew each time: they may be classes of the application, and those are not held. */
  private Class<?>[] parameterTypes(String signature) {
    try {
      return MethodType.fromMethodDescriptorString(
              method.descriptor(), owner.loader().get())
          .parameterArray();
    } catch (TypeNotPresentException | LinkageError e) {
      throw new TloException(
          Reason.NOT_RUNNABLE,
          "a type of " + signature + " cannot be loaded by the application: " + e.getMessage());
    }
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable {
    Runnable own = runnable.get();
    if (own != null) {
      own.run();
      return null;
    }
    if (access.find(owner) == null) {
      throw new IllegalStateException(owner.name() + " is gone");
    }
    return access.call(owner, method, arguments);
  }

  @Override
  public String way() {
    return runnable.get() == null
        ? method.source().way()
        : "through Spring's ScheduledMethodRunnable";
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return owner.loader().get();
  }
}
