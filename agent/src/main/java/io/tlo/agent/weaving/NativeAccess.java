package io.tlo.agent.weaving;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Lets a module call native code, as {@code --enable-native-access} does. Since JDK 24 the JVM warns on stderr of
 * one that was not let (JEP 472), and the command line is the application's.
 */
public final class NativeAccess {

  private NativeAccess() {}

  /**
   * Lets one module call native code; no other one is let by that.
   *
   * @param module a named one: the unnamed ones are let, or not, all together
   * @throws ReflectiveOperationException if this JDK does it in another way
   */
  public static void grant(Module module, Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    if (!module.isNamed()) {
      throw new IllegalArgumentException("no named module: " + module);
    }
    try {
      MethodHandle grant = new ThrowAwayModule(instrumentation)
          .find(
              Module.class,
              "implAddEnableNativeAccess",
              MethodType.methodType(Module.class),
              false);
      grant.invoke(module);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }
}
