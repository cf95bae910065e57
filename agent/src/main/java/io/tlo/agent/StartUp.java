package io.tlo.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the application has started so far that publishing cannot get in its way.
 *
 * <p>An application may install its own log manager or MBean server builder, from a class loader of its own
 * and by setting a system property in its first steps; whoever touches logging or management before breaks
 * it. So this waits until the main thread runs the application's code, classes are no longer loaded in
 * numbers, and those that the two properties name have been loaded; but never longer than ten seconds.
 */
final class StartUp {

  private static final long MOST_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 100;
  // A starting program loads hundreds of classes in this time, one that has started hardly any.
  private static final int QUIET_PAUSES = 8;
  private static final int QUIET_CLASSES = 80;
  private static final String LOG_MANAGER = "java.util.logging.manager";
  private static final String SERVER_BUILDER = "javax.management.builder.initial";

  private final Thread main;
  private final IntSupplier classesSeen;
  private final Instrumentation instrumentation;

  /**
   * Creates one.
   *
   * @param main the application's main thread
   * @param classesSeen how many classes were loaded so far
   */
  StartUp(Thread main, IntSupplier classesSeen, Instrumentation instrumentation) {
    this.main = main;
    this.classesSeen = classesSeen;
    this.instrumentation = instrumentation;
  }

  void await() throws InterruptedException {
    long end = System.nanoTime() + MOST_MILLIS * 1_000_000;
    int quietPauses = 0;
    int seen = classesSeen.getAsInt();
    while (System.nanoTime() - end < 0) {
      Thread.sleep(PAUSE_MILLIS);
      int seenNow = classesSeen.getAsInt();
      boolean quiet = (seenNow - seen) * QUIET_PAUSES < QUIET_CLASSES && isInApplication();
      quietPauses = quiet ? quietPauses + 1 : 0;
      seen = seenNow;
      if (quietPauses >= QUIET_PAUSES && isLoaded(LOG_MANAGER) && isLoaded(SERVER_BUILDER)) {
        return;
      }
    }
  }

  private boolean isInApplication() {
    if (main.getState() == Thread.State.TERMINATED) {
      return true;
    }
    StackTraceElement[] frames = main.getStackTrace();
    if (frames.length == 0) {
      // Between the launcher's steps.
      return false;
    }
    String first = frames[frames.length - 1].getClassName();
    return !first.startsWith("sun.launcher.") && !first.startsWith("sun.instrument.");
  }

  /** Returns whether the class that a property names has been loaded; true if none is named. */
  private boolean isLoaded(String property) {
    String name = property(property);
    if (name == null || name.isEmpty()) {
      return true;
    }
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (each.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String property(String name) {
    // The application may have put anything into the system properties.
    Object value = System.getProperties().get(name);
    return value instanceof String text ? text : null;
  }
}
