package io.tlo.benchmarks.calls;

import io.tlo.Task;
import org.openjdk.jmh.annotations.CompilerControl;

/** What is called as a task. */
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
final class TaskBody {

  // Not one of the small numbers that the JDK keeps boxed.
  private static final int ANSWER = 4711;

  @Task
  static void voidStatic() {}

  @Task
  static int intStatic() {
    return ANSWER;
  }

  @Task
  void voidInstance() {}

  @Task
  void otherVoidInstance() {}

  @Task
  int intInstance() {
    return ANSWER;
  }
}
