package io.tlo.agent;

import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
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

  // Up to JDK 23 it is number 1, later number 3.
  private static final long MOST_MAIN_THREAD_ID = 3;

  private final @Nullable Thread main;
  private final long mostMillis;
  private final IntSupplier classesSeen;
  private final Instrumentation instrumentation;
  private volatile boolean stopped;

  private StartUp(
      @Nullable Thread main,
      long mostMillis,
      IntSupplier classesSeen,
      Instrumentation instrumentation) {
    this.main = main;
    this.mostMillis = mostMillis;
    this.classesSeen = classesSeen;
    this.instrumentation = instrumentation;
  }

  /**
   * The start-up of an application that is only being launched.
   *
   * @param main the application's main thread
   * @param classesSeen how many classes were loaded so far
   */
  static StartUp ofLaunch(Thread main, IntSupplier classesSeen, Instrumentation instrumentation) {
    return new StartUp(main, MOST_MILLIS, classesSeen, instrumentation);
  }

  /**
   * The start-up of an application that was launched some time ago: what is left of the ten seconds, usually
   * nothing.
   *
   * @param classesSeen how many classes were loaded since this was made
   */
  static StartUp ofAttach(IntSupplier classesSeen, Instrumentation instrumentation) {
    return new StartUp(mainThread(), MOST_MILLIS - ageMillis(), classesSeen, instrumentation);
  }

  /** Asked of the process and not of java.management, which is what must not be touched too early. */
  private static long ageMillis() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()).toMillis())
        .orElse(MOST_MILLIS);
  }

  /** Returns the main thread of the application, null if it has ended. */
  private static @Nullable Thread mainThread() {
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (isMain(each)) {
        return each;
      }
    }
    return null;
  }

  /** Others with so low a number are the JVM's own, in the group above all. */
  private static boolean isMain(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return thread.getId() <= MOST_MAIN_THREAD_ID && group != null && group.getParent() != null;
  }

  /** Returns the application's main thread, null if it had ended before. */
  @Nullable
  Thread main() {
    return main;
  }

  /** Returns the loader through which the application's main thread finds classes. */
  @Nullable
  ClassLoader contextClassLoader() {
    return main == null ? ClassLoader.getSystemClassLoader() : main.getContextClassLoader();
  }

  void await() {
    long end = System.nanoTime() + mostMillis * 1_000_000;
    int quietPauses = 0;
    int seen = classesSeen.getAsInt();
    while (System.nanoTime() - end < 0 && !stopped) {
      pause();
      int seenNow = classesSeen.getAsInt();
      boolean quiet = (seenNow - seen) * QUIET_PAUSES < QUIET_CLASSES && isInApplication();
      quietPauses = quiet ? quietPauses + 1 : 0;
      seen = seenNow;
      if (quietPauses >= QUIET_PAUSES && isLoaded(LOG_MANAGER) && isLoaded(SERVER_BUILDER)) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // An application may interrupt all threads of a group; the agent goes on.
      return;
    }
  }

  /** Nobody waits for the application any more. */
  void stop() {
    stopped = true;
  }

  private boolean isInApplication() {
    if (main == null || main.getState() == Thread.State.TERMINATED) {
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
