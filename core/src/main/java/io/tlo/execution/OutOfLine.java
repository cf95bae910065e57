package io.tlo.execution;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls something such that the JVM's compiler cannot make one piece of code of the caller and what is called.
 *
 * <p>Compiled code that is on a stack keeps alive the classes that it was made for (HotSpot counts them among
 * the roots of a collection). A thread that waits for its next task in code into which the last one was inlined
 * would keep that one's class loader, and nothing in the heap would show it.
 *
 * <p>Thread safety: immutable.
 */
final class OutOfLine {

  // Of no constant, so the compiler does not look through it.
  private final MethodHandle run;

  private OutOfLine(MethodHandle run) {
    this.run = run;
  }

  /** Starts java.lang.invoke, so it is not for the application's first milliseconds. */
  static OutOfLine make() {
    try {
      return new OutOfLine(MethodHandles.lookup()
          .findVirtual(Runnable.class, "run", MethodType.methodType(void.class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is always Runnable.run()", e);
    }
  }

  void call(Runnable body) {
    try {
      run.invokeExact(body);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("no other exception is declared", e);
    }
  }
}
