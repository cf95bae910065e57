package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/**
 * Decides of each call of a task whether its body may run in this JVM. Asked on the application's thread; may hold
 * it up for as long as the user allows, and must not throw.
 */
public interface Admission {

  /** Returns why the body must not be run, for people; null if it may be. */
  @Nullable
  String refusal();
}
