package io.tlo.execution;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that hold nothing of the thread on which they are made, which may be any of the application's:
 * a thread that outlives a web application must not hold its class loader, nor a group of its threads.
 */
public final class OwnThreads {

  private OwnThreads() {}

  /**
   * Makes one thread.
   *
   * @param <T> its class
   */
  public interface Maker<T extends Thread> {
    /** Returns a thread of this group; not started. */
    T makeIn(ThreadGroup group);
  }

  /** Returns a daemon thread without a context class loader, of the JVM's own group; not started. */
  @SuppressWarnings(
      "removal") // before JDK 24 a thread inherits the domains of all classes on the stack
  public static <T extends Thread> T make(Maker<T> maker) {
    T thread = AccessController.doPrivileged(new PrivilegedAction<T>() {
      @Override
      public T run() {
        return maker.makeIn(outermostGroup());
      }
    });
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** The group that all others are in: the application neither ends it nor interrupts what is in it. */
  private static ThreadGroup outermostGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = group.getParent(); parent != null; parent = group.getParent()) {
      group = parent;
    }
    return group;
  }
}
