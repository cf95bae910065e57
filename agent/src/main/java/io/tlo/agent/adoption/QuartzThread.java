package io.tlo.agent.adoption;

import io.tlo.execution.OwnThreads;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which Quartz is asked: its store may be a database, and whoever tells of a scheduler must not wait for
 * that.
 */
final class QuartzThread {

  private QuartzThread() {}

  /**
   * Starts one; returns at once.
   *
   * @param context class loader by which Quartz finds the program's classes
   */
  static void start(Runnable asking, @Nullable ClassLoader context) {
    Thread thread = OwnThreads.make(group -> new Thread(group, asking, "tlo-quartz", 0, false));
    thread.setContextClassLoader(context);
    thread.start();
  }
}
