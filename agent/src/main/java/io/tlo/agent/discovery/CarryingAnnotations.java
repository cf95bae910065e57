package io.tlo.agent.discovery;

import io.tlo.agent.source.Marks;
import java.util.List;

/**
 * Tells whether an annotation of the application's carries one that marks a task: whoever writes {@code @Nightly}
 * on a method, which is itself under Spring's {@code @Scheduled}, has made a task. Annotations are not loaded yet
 * when a class that bears them is looked at, so their class files are read.
 *
 * <p>Thread safety: safe for many threads.
 */
final class CarryingAnnotations {

  private static final int MOST_STEPS = 3;

  private final List<String> carried;
  private final ClassFileFilter filter;
  private final LoaderCache<Boolean> verdicts = new LoaderCache<>();

  CarryingAnnotations(Marks marks) {
    this.carried = marks.carried();
    this.filter = new ClassFileFilter(carried);
  }

  /** Returns whether the loader knows an annotation that can be carried at all. */
  boolean isPossible(ClassLoader loader) {
    for (String each : carried) {
      Boolean known = verdicts.get(loader, each);
      if (known == null) {
        known = ClassResources.exists(loader, internalName(each));
        verdicts.put(loader, each, known);
      }
      if (known) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether an annotation carries a mark, also through another one. */
  boolean carries(ClassLoader loader, String descriptor) {
    return carries(loader, descriptor, MOST_STEPS);
  }

  private boolean carries(ClassLoader loader, String descriptor, int steps) {
    if (steps == 0 || FrameworkNames.isLibrary(descriptor)) {
      return false;
    }
    Boolean known = verdicts.get(loader, descriptor);
    if (known == null) {
      known = readWhetherItCarries(loader, descriptor, steps);
      // Nothing found on the way from another annotation, with fewer steps left, is no verdict.
      if (known || steps == MOST_STEPS) {
        verdicts.put(loader, descriptor, known);
      }
    }
    return known;
  }

  private boolean readWhetherItCarries(ClassLoader loader, String descriptor, int steps) {
    byte[] classFile = ClassResources.read(loader, internalName(descriptor));
    if (classFile == null) {
      return false;
    }
    PoolScan scan = filter.scan(classFile);
    if (scan.isMarked) {
      return true;
    }
    try {
      List<String> own = new ClassFileParts(classFile).classAnnotations(scan.annotations);
      for (String each : own) {
        if (carries(loader, each, steps - 1)) {
          return true;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      // Not a class file.
      return false;
    }
    return false;
  }

  static String internalName(String descriptor) {
    return descriptor.substring(1, descriptor.length() - 1);
  }
}
