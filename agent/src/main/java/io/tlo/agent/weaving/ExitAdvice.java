package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** The code that is woven to the end of a task's method; goes with {@link EnterAdvice}. */
final class ExitAdvice {

  private ExitAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @TaskNumber int number,
      @Advice.Enter boolean skipped,
      @Advice.Local("token") @Nullable Object token,
      @Advice.Return(typing = Typing.DYNAMIC) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown) {
    if (!skipped) {
      Object ignored = HookCall.call(Phase.END, number, token, result, thrown);
    }
  }
}
