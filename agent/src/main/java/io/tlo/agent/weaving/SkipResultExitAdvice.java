package io.tlo.agent.weaving;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * As {@link ExitAdvice}, for methods of which a skipped call returns an object and not null or zero: a completed
 * future, an empty optional. Separate, since to be able to replace a result costs code in every method.
 */
final class SkipResultExitAdvice {

  private SkipResultExitAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @TaskNumber int number,
      @Advice.Enter boolean skipped,
      @Advice.Local("token") @Nullable Object token,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown) {
    if (skipped) {
      result = HookCall.call(Phase.SKIP_RESULT, number, null, null, null);
    } else {
      Object ignored = HookCall.call(Phase.END, number, token, result, thrown);
    }
  }
}
