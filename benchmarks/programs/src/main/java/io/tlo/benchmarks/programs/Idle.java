package io.tlo.benchmarks.programs;

import io.tlo.Task;
import java.util.concurrent.TimeUnit;

/** A program with one task that ran once, and then nothing to do. */
final class Idle {

  private Idle() {}

  /**
   * Takes for how many seconds it rests before its CPU is read first, and for how many more before it is read again;
   * fails if a further name's MBean is not there after the first rest.
   */
  public static void main(String[] arguments) throws InterruptedException {
    work();
    // What reading loads is to be there before it counts.
    long unused = cpuMillis();
    rest(arguments[0]);
    if (arguments.length > 2) {
      Published.require(arguments[2]);
    }
    long begun = cpuMillis();
    rest(arguments[1]);
    long ended = cpuMillis();
    // Only now: to join the first strings costs more than to be idle for a minute.
    System.out.println("cpu.begun=" + begun);
    System.out.println("cpu.ended=" + ended);
  }

  private static void rest(String seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(Long.parseLong(seconds));
  }

  private static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  @Task
  static void work() {}
}
