package io.tlo.benchmarks.generator;

import io.tlo.benchmarks.programs.Work;
import net.bytebuddy.asm.Advice;

/** Copied into methods that read the clock twice: the least that any timing of a call does. */
final class ClockAdvice {

  private ClockAdvice() {}

  @Advice.OnMethodEnter
  static long enter() {
    return System.nanoTime();
  }

  /** Hands the time on, so that no compiler finds the clock's readings to be of no use. */
  @Advice.OnMethodExit
  static void exit(@Advice.Enter long begun, @Advice.Argument(0) Work work) {
    work.took(System.nanoTime() - begun);
  }
}
