package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** The code that is woven to the begin of a framework's method that is watched. */
final class ObserveAdvice {

  private ObserveAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @TaskNumber int number,
      @Advice.This(typing = Typing.DYNAMIC) @Nullable Object object,
      @Advice.Argument(value = 0, optional = true, typing = Typing.DYNAMIC) @Nullable
          Object argument) {
    Object ignored = HookCall.call(Phase.OBSERVED, number, argument, object, null);
  }
}
