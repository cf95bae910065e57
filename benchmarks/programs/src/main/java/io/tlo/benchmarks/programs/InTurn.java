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

  private final List<Reading> readings;

  /** Something that is read. */
  interface Reading {
    /** Reads it once. */
    void read() throws JMException, IOException;
  }

  private InTurn(Reading... readings) {
    this.readings = List.of(readings);
  }

  /** Prints the medians in milliseconds. */
  static void print(String what, Reading tlo, Reading constant) throws JMException, IOException {
    List<Double> medians = new InTurn(tlo, constant).medians();
    System.out.println(what + ".tlo=" + medians.get(0));
    System.out.println(what + ".constant=" + medians.get(1));
  }

  /** Prints the median in milliseconds of what has no counterpart. */
  static void print(String what, Reading tlo) throws JMException, IOException {
    System.out.println(what + ".tlo=" + new InTurn(tlo).medians().get(0));
  }

  private List<Double> medians() throws JMException, IOException {
    measure(WARM_UP_NANOS);
    return measure(MEASURED_NANOS).stream().map(InTurn::medianMillis).toList();
  }

  /** Returns how long each reading took in each turn. */
  private List<List<Long>> measure(long nanos) throws JMException, IOException {
    List<List<Long>> found = new ArrayList<>();
    readings.forEach(each -> found.add(new ArrayList<>()));
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos || found.get(0).size() < FEWEST) {
      for (int i = 0; i < readings.size(); i++) {
        found.get(i).add(nanos(readings.get(i)));
      }
    }
    return found;
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
