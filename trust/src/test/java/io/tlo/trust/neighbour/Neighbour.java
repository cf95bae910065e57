package io.tlo.trust.neighbour;

import io.tlo.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;

/**
 * Another agent in the JVM of the counted program: how it is started, and how one sees that it
 * does its work. Made for one run.
 */
interface Neighbour {

  Path jar();

  /** Returns what stands behind the jar on the command line, empty for nothing. */
  String arguments();

  /**
   * Returns the options by which it is told what to do, and not to look for servers elsewhere.
   */
  List<String> options();

  /** Returns what it needs on the program's class path. */
  default List<Path> classPath() {
    return List.of();
  }

  /** Returns whether a line on the program's stdout is the neighbour's. */
  default boolean isItsLine(String line) {
    return false;
  }

  /** Looks at what there is to see of its work as long as the program runs. */
  default void look(ForkedJvm.Running program) {}

  /** Returns what is to be seen of its work once the program has ended. */
  String effect(ForkedJvm.Result program);

  /** Returns what has to be seen if it works, in a program that has called the task so often. */
  String expected(int calls);
}
