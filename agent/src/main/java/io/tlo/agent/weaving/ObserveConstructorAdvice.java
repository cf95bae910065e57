package io.tlo.agent.weaving;

import java.lang.invoke.MethodHandle;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** The code that is woven to the end of the constructors of a framework's class that is watched. */
final class ObserveConstructorAdvice {

  private ObserveConstructorAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @HookField MethodHandle hook,
      @TaskNumber int number,
      @Advice.This(typing = Typing.DYNAMIC) @Nullable Object object)
      throws Throwable {
    Object ignored =
        (Object) hook.invokeExact(Phase.OBSERVED, number, (Object) null, object, (Throwable) null);
  }
}
