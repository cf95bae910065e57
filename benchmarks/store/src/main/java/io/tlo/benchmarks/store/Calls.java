package io.tlo.benchmarks.store;

import io.tlo.Task;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;

/** Calls a task in bursts, with rests between them or without, and measures how long a call takes. */
final class Calls {

  private static final int BURST = 200;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST_BURSTS = 500_000;

  private final boolean rests;
  private final double[] nanos = new double[MOST_BURSTS];
  private int bursts;
  private long calls;

  private Calls(boolean rests) {
    this.rests = rests;
  }

  /**
   * Takes "rests" or "restless", what must become of the records ("memory", "written": all of them, or
   * "dropped": some of them), and the address of the database, if it is one that is there.
   */
  public static void main(String[] arguments) throws IOException, JMException {
    if (arguments.length > 2) {
      Engine.start(arguments[2]);
    }
    Calls calls = new Calls(arguments[0].equals("rests"));
    if (arguments[1].equals("written")) {
      // Until it is open, the queue may not hold what is called.
      calls.makeBurst();
      StoreMBean.await().awaitWritten(BURST);
    }
    calls.make(WARM_UP_NANOS);
    calls.bursts = 0;
    calls.make(MEASURED_NANOS);
    calls.requireRecords(arguments[1]);
    Arrays.sort(calls.nanos, 0, calls.bursts);
    System.out.println("median=" + calls.nanos[calls.bursts / 2]);
    System.out.println(
        "mean=" + Arrays.stream(calls.nanos, 0, calls.bursts).average().orElseThrow());
  }

  private void make(long time) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time) {
      double took = makeBurst();
      if (bursts < MOST_BURSTS) {
        nanos[bursts++] = took;
      }
      if (rests) {
        LockSupport.parkNanos(REST_NANOS);
      }
    }
  }

  /** Returns how many nanoseconds a call took. */
  private double makeBurst() {
    long begun = System.nanoTime();
    for (int i = 0; i < BURST; i++) {
      work();
    }
    calls += BURST;
    return (double) (System.nanoTime() - begun) / BURST;
  }

  private void requireRecords(String wanted) throws JMException {
    if (wanted.equals("memory")) {
      return;
    }
    StoreMBean store = StoreMBean.await();
    store.requireCalls(calls);
    boolean dropped = store.sum("RecordsDropped") > 0;
    if (dropped != wanted.equals("dropped")) {
      throw new IllegalStateException("dropped: " + store.sum("RecordsDropped"));
    }
  }

  @Task
  static void work() {}
}
