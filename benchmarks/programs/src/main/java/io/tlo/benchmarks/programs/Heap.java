package io.tlo.benchmarks.programs;

import java.util.concurrent.TimeUnit;

/** How much of the heap is in use. */
final class Heap {

  private Heap() {}

  /** Returns how many bytes are in use once TLO has done what it does every second, and all is collected. */
  static long usedAtRest() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1500);
    // What is held weakly is let go in one collection, what it held in the next.
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
