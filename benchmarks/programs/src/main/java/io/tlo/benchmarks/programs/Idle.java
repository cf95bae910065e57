package io.tlo.benchmarks.programs;

import io.tlo.Task;
import java.util.concurrent.TimeUnit;

/** A program with one task that ran once, and then nothing to do. */
final class Idle {

  private Idle() {}

  /** Rests for so many seconds. */
  public static void main(String[] arguments) throws InterruptedException {
    work();
    TimeUnit.SECONDS.sleep(Long.parseLong(arguments[0]));
  }

  @Task
  static void work() {}
}
