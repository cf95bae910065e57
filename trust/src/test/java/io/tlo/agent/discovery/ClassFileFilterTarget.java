package io.tlo.agent.discovery;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;

/**
 * What the fuzzer calls: the filter says of any bytes whether they may hold a task, without an
 * error; and where the reading in full finds a task, the filter has let the class pass.
 */
public final class ClassFileFilterTarget {

  private static final Marks MARKS = new Marks(Source.adopted(List.of("all")), List.of());
  private static final TaskClassFilter FILTER = new TaskClassFilter(MARKS);
  private static final ClassLoader LOADER = ClassFileFilterTarget.class.getClassLoader();
  private static final String NAME = "app/Fuzzed";

  private ClassFileFilterTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    boolean passes = FILTER.mayHoldTask(LOADER, NAME, data);
    if (!passes && holdsTask(data)) {
      throw new AssertionError("the reading in full finds a task, and the filter has left it out");
    }
  }

  private static boolean holdsTask(byte[] data) {
    try {
      return !FILTER.reader().read(LOADER, data).isEmpty();
    } catch (RuntimeException e) {
      // No class file, which the JVM refuses.
      return false;
    }
  }
}
