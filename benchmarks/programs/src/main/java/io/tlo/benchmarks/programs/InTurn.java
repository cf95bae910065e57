package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/** Measures how long readings take, one of TLO and one of its constant counterpart in turn. */
final class InTurn {

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final int FEWEST = 5;

  private final Reading tlo;
  private final Reading constant;

  /** Something that is read. */
  interface Reading {
    /** Reads it once. */
    void read() throws JMException, IOException;
  }

  private InTurn(Reading tlo, Reading constant) {
    this.tlo = tlo;
    this.constant = constant;
  }

  /** Prints the medians in milliseconds. */
  static void print(String what, Reading tlo, Reading constant) throws JMException, IOException {
    new InTurn(tlo, constant).print(what);
  }

  private void print(String what) throws JMException, IOException {
    measure(WARM_UP_NANOS, new ArrayList<>(), new ArrayList<>());
    List<Long> ofTlo = new ArrayList<>();
    List<Long> ofConstant = new ArrayList<>();
    measure(MEASURED_NANOS, ofTlo, ofConstant);
    System.out.println(what + ".tlo=" + medianMillis(ofTlo));
    System.out.println(what + ".constant=" + medianMillis(ofConstant));
  }

  private void measure(long nanos, List<Long> ofTlo, List<Long> ofConstant)
      throws JMException, IOException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos || ofTlo.size() < FEWEST) {
      ofTlo.add(nanos(tlo));
      ofConstant.add(nanos(constant));
    }
  }

  private static long nanos(Reading reading) throws JMException, IOException {
    long begun = System.nanoTime();
    reading.read();
    return System.nanoTime() - begun;
  }

  private static double medianMillis(List<Long> nanos) {
    nanos.sort(null);
    return nanos.get(nanos.size() / 2) / 1e6;
  }
}
