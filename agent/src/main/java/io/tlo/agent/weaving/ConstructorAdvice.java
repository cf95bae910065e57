package io.tlo.agent.weaving;

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
      @TaskNumber int number, @Advice.This(typing = Typing.DYNAMIC) @Nullable Object receiver) {
    Object ignored = HookCall.call(Phase.CONSTRUCTED, number, null, receiver, null);
  }
}
