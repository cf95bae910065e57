package io.tlo.agent.weaving;

import java.lang.invoke.MethodHandle;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * The code that is woven to the end of the constructors of a class with a recurring task that is not static:
 * only to learn of an instance to run it on.
 */
final class ConstructorAdvice {

  private ConstructorAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @HookField MethodHandle hook,
      @TaskNumber int number,
      @Advice.This(typing = Typing.DYNAMIC) @Nullable Object receiver)
      throws Throwable {
    Object ignored = (Object)
        hook.invokeExact(Phase.CONSTRUCTED, number, (Object) null, receiver, (Throwable) null);
  }
}
