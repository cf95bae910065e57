package io.tlo.benchmarks.programs;

import io.tlo.Task;
import java.util.concurrent.TimeUnit;

/** The smallest program with a task, which runs once. */
final class HelloTask {

  private HelloTask() {}

  /** Greets, and then stays for as many seconds as are given; fails if a further name's MBean is not there by then. */
  public static void main(String[] arguments) throws InterruptedException {
    greet();
    if (arguments.length > 0) {
      TimeUnit.SECONDS.sleep(Long.parseLong(arguments[0]));
    }
    if (arguments.length > 1) {
      Published.require(arguments[1]);
    }
  }

  @Task
  static void greet() {
    System.out.println("hello");
  }
}
