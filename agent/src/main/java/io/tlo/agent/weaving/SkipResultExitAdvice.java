package io.tlo.agent.weaving;

import java.lang.invoke.MethodHandle;
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
      @HookField MethodHandle hook,
      @TaskNumber int number,
      @Advice.Enter boolean skipped,
      @Advice.Local("token") @Nullable Object token,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result,
      @Advice.Thrown @Nullable Throwable thrown)
      throws Throwable {
    if (skipped) {
      result = (Object) hook.invokeExact(
          Phase.SKIP_RESULT, number, (Object) null, (Object) null, (Throwable) null);
    } else {
      Object ignored = (Object) hook.invokeExact(Phase.END, number, token, result, thrown);
    }
  }
}
