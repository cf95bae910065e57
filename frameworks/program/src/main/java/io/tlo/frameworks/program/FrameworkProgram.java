package io.tlo.frameworks.program;

import java.util.Map;

/** What a test can ask of a program with a framework. */
public interface FrameworkProgram {

  /** Ends the framework's scheduling by the framework's own means, and waits for what still runs. */
  void stop() throws Exception;

  /** Returns how many executions the framework itself has counted, by label. */
  Map<String, Long> frameworkCounts();

  /**
   * Does what only this program knows, such as calling a method that no schedule calls.
   *
   * @throws IllegalArgumentException if it knows nothing of that name
   */
  default void call(String name) throws Exception {
    throw new IllegalArgumentException("nothing is called '" + name + "' here");
  }
}
