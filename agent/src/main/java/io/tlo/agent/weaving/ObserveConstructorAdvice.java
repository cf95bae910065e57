package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** The code that is woven to the end of the constructors of a framework's class that is watched. */
final class ObserveConstructorAdvice {

  private ObserveConstructorAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @TaskNumber int number, @Advice.This(typing = Typing.DYNAMIC) @Nullable Object object) {
    Object ignored = HookCall.call(Phase.OBSERVED, number, null, object, null);
  }
}
