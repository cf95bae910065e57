package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many calls one thread has made. Every benchmark counts, so that counting is in all figures alike. */
@State(Scope.Thread)
public class CallCount {

  long made;

  /** Takes part in the sum of all threads. */
  @Setup
  public void setUp(AllCalls all) {
    all.add(this);
  }
}
