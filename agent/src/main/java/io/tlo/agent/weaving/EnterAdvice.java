package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * The code that is woven to the begin of a task's method. Advice is copied into the application's class, so it
 * may name types of the JDK only; and whatever fails in it must let the method run, which every token but TRUE
 * does, null among them.
 */
final class EnterAdvice {

  private EnterAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class, suppress = Throwable.class)
  static boolean enter(
      @TaskNumber int number,
      @Advice.This(optional = true, typing = Typing.DYNAMIC) @Nullable Object receiver,
      @Advice.Local("token") @Nullable Object token) {
    token = HookCall.call(Phase.BEGIN, number, null, receiver, null);
    return token == Boolean.TRUE;
  }
}
