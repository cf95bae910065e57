package io.tlo.agent.discovery;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which class files may hold a task and are worth being read in full. Nearly all are told by their
 * constant pool; the few that declare {@code run()} or bear annotations of the application's are looked at a
 * little longer, and class files of their supertypes and annotations are read once for each class loader.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class TaskClassFilter {

  private static final String TIMER_TASK = "java/util/TimerTask";

  private final Marks marks;
  private final ClassFileFilter filter;
  private final Supertypes timerTasks = new Supertypes(TIMER_TASK);
  private final CarryingAnnotations carrying;
  private final boolean seeksTimerTasks;
  private final boolean seeksCarried;

  /** Creates a filter for tasks with these marks. */
  public TaskClassFilter(Marks marks) {
    this.marks = marks;
    List<String> names = new ArrayList<>(marks.descriptors());
    for (Marks.Implementation each : marks.implementations()) {
      String superType = each.method().superType();
      names.add(superType == null ? each.method().descriptor() : superType);
    }
    filter = new ClassFileFilter(names);
    carrying = new CarryingAnnotations(marks);
    seeksTimerTasks = marks.contains(Source.TIMER);
    seeksCarried = !marks.carried().isEmpty();
  }

  /** Returns what reads the classes that pass; what was found out about supertypes serves both. */
  public TaskClassReader reader() {
    return new TaskClassReader(marks, timerTasks);
  }

  /** Returns whether a class may hold a task. */
  public boolean mayHoldTask(@Nullable ClassLoader loader, String internalName, byte[] classFile) {
    PoolScan scan = filter.scan(classFile);
    boolean may = (scan.isMarked && !isAnnotation(classFile))
        || (seeksTimerTasks && mayBeTimerTask(loader, scan, classFile))
        || (seeksCarried && mayBearCarried(loader, internalName, scan, classFile));
    return may && !FrameworkNames.isProxy(internalName) && !FrameworkNames.isThrowAway(loader);
  }

  /**
   * Frameworks' annotations name each other. They are loaded where no task is, and the weaver, which takes a
   * hundred milliseconds to be made, need not be made for them.
   */
  private static boolean isAnnotation(byte[] classFile) {
    try {
      return new ClassFileParts(classFile).isAnnotation();
    } catch (IndexOutOfBoundsException e) {
      return true;
    }
  }

  private boolean mayBeTimerTask(@Nullable ClassLoader loader, PoolScan scan, byte[] classFile) {
    if (scan.run == 0 || scan.noArguments == 0) {
      return false;
    }
    try {
      ClassFileParts parts = new ClassFileParts(classFile);
      String superName = parts.superName();
      return superName != null
          && !FrameworkNames.isJdk(superName)
          && parts.declares(scan.run, scan.noArguments)
          && timerTasks.isWanted(loader, superName);
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean mayBearCarried(
      @Nullable ClassLoader loader, String internalName, PoolScan scan, byte[] classFile) {
    if (loader == null || scan.annotations == 0 || FrameworkNames.isLibrary(internalName)) {
      return false;
    }
    try {
      for (String each : new ClassFileParts(classFile).methodAnnotations(scan.annotations)) {
        if (!FrameworkNames.isLibrary(each)
            && carrying.isPossible(loader)
            && carrying.carries(loader, each)) {
          return true;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
    return false;
  }
}
