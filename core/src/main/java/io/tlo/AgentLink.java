package io.tlo;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent, if this JVM has one, which methods a context has registered, so that they are not
 * given their turns twice.
 *
 * <p>The agent may be of another version and its classes are of another class loader: between the two
 * only types of the JDK travel. The field and the handle's type, {@code (int, int, Object, Object,
 * Throwable)Object}, are a contract that every version keeps.
 */
final class AgentLink {

  private static final String HOOK_CLASS = "java.lang.$TloHook";
  private static final String HOOK_FIELD = "HOOK";
  private static final int REGISTERED = 3;

  private final MethodHandle hook;

  private AgentLink(MethodHandle hook) {
    this.hook = hook;
  }

  /** Returns the link, null if there is no agent, or none any more. */
  static @Nullable AgentLink find() {
    try {
      // The boot loader is asked: the agent defines this one class there, and nobody else can.
      Class<?> holder = Class.forName(HOOK_CLASS, true, null);
      AgentLink link = new AgentLink((MethodHandle) holder.getField(HOOK_FIELD).get(null));
      // The class stays when an agent goes; then it gives no answer, to no method either.
      return link.tell(null) == null ? null : link;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  void registered(Method method) {
    Object ignored = tell(method);
  }

  private @Nullable Object tell(@Nullable Method method) {
    try {
      return (Object)
          hook.invokeExact(REGISTERED, 0, (Object) null, (Object) method, (Throwable) null);
    } catch (Throwable e) {
      // The agent's trouble is not the program's; its own turns of this task go on.
      return null;
    }
  }
}
