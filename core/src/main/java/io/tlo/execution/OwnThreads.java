package io.tlo.execution;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that hold nothing of the thread on which they are made, which may be any of the application's:
 * a thread that outlives a web application must not hold its class loader.
 */
final class OwnThreads {

  private OwnThreads() {}

  /** Returns a daemon thread without a context class loader; not started. */
  @SuppressWarnings(
      "removal") // before JDK 24 a thread inherits the domains of all classes on the stack
  static <T extends Thread> T make(PrivilegedAction<T> maker) {
    T thread = AccessController.doPrivileged(maker);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
