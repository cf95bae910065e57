package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * As {@link EnterAdvice}, for methods whose first argument is handed on and not the object that the method is called
 * on: it tells which task a call is, or is the object of a body of an interface.
 */
final class JobEnterAdvice {

  private JobEnterAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(
      @TaskNumber int number,
      @Advice.Argument(value = 0, typing = Typing.DYNAMIC) @Nullable Object argument,
      @Advice.Local("token") @Nullable Object token) {
    token = HookCall.call(Phase.BEGIN, number, null, argument, null);
    return token == Boolean.TRUE;
  }
}
