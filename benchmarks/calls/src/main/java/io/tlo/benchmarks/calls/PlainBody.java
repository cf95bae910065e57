package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.CompilerControl;

/** What is called where nothing is woven into it. */
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
final class PlainBody {

  // Not one of the small numbers that the JDK keeps boxed.
  private static final int ANSWER = 4711;

  static void voidStatic() {}

  static int intStatic() {
    return ANSWER;
  }

  void voidInstance() {}

  void otherVoidInstance() {}

  int intInstance() {
    return ANSWER;
  }
}
