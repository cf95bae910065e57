package io.tlo.benchmarks.programs;

import io.tlo.Task;

/** The smallest program with a task, which runs once. */
final class HelloTask {

  private HelloTask() {}

  public static void main(String[] arguments) {
    greet();
  }

  @Task
  static void greet() {
    System.out.println("hello");
  }
}
