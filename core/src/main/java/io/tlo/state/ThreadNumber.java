package io.tlo.state;

/** Spreads threads over what each of a few of them has for itself. */
public final class ThreadNumber {

  private ThreadNumber() {}

  /** Returns a number of the present thread, the same at each call; other threads may have it too. */
  public static int here() {
    Thread thread = Thread.currentThread();
    // A class of the application's may have a getId() of its own, which may do anything.
    return thread.getClass().getClassLoader() == null
        ? (int) thread.getId()
        : System.identityHashCode(thread);
  }
}
