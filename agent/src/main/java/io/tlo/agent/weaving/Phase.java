package io.tlo.agent.weaving;

import java.lang.invoke.MethodType;

/**
 * The contract between woven code, or a context in the application, and the agent: one handle of the type
 * {@link #TYPE}, whose first argument says what it is about. Only types of the JDK travel. Every version of
 * TLO keeps these numbers.
 */
final class Phase {

  /** A task's method was entered: number, -, receiver, -; returns a token, TRUE to skip the body. */
  static final int BEGIN = 0;

  /** A task's method was left: number, token, result, exception. */
  static final int END = 1;

  /** An object was constructed whose class has a recurring task: number, -, object, -. */
  static final int CONSTRUCTED = 2;

  /** A context in the application has registered a method: -, -, the method, -. */
  static final int REGISTERED = 3;

  /** Returns what a skipped call of a task returns: number, -, -, -. */
  static final int SKIP_RESULT = 4;

  /** Something of a framework's was met: which ({@link Observation}), its argument, the object, -. */
  static final int OBSERVED = 5;

  static final MethodType TYPE = MethodType.methodType(
      Object.class, int.class, int.class, Object.class, Object.class, Throwable.class);

  private Phase() {}
}
