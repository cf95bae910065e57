package io.tlo.agent.weaving;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a class is initialised (JVMS 5.5). To call a static method initialises its class: on a thread of
 * TLO's, and before the program wants it. An initialiser that fails there has failed for the program too.
 *
 * <p>The JDK has no public method for it; the one that is asked is of JDK 17 to 25.
 *
 * <p>Thread safety: safe for many threads.
 */
final class InitializedClasses {

  private static final String UNSAFE = "jdk.internal.misc.Unsafe";

  private final Instrumentation instrumentation;
  private @Nullable MethodHandle asking;

  InitializedClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Returns whether the initialiser of a class and those of its superclasses have ended well. */
  synchronized boolean contains(Class<?> type) throws Throwable {
    MethodHandle present = asking;
    if (present == null) {
      present = find();
      asking = present;
    }
    return !(boolean) present.invokeExact(type);
  }

  private MethodHandle find() throws Throwable {
    Class<?> unsafe = Class.forName(UNSAFE, true, null);
    ThrowAwayModule inside = new ThrowAwayModule(instrumentation);
    Object only =
        inside.find(unsafe, "getUnsafe", MethodType.methodType(unsafe), true).invoke();
    MethodType type = MethodType.methodType(boolean.class, Class.class);
    return inside.find(unsafe, "shouldBeInitialized", type, false).bindTo(only);
  }
}
