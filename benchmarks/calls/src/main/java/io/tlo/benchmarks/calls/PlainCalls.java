package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The calls alone. */
@State(Scope.Benchmark)
public class PlainCalls {

  private final PlainBody body = new PlainBody();

  /** Calls once. */
  @Benchmark
  public void voidStatic(CallCount calls) {
    calls.made++;
    PlainBody.voidStatic();
  }

  /** Calls once. */
  @Benchmark
  public int intStatic(CallCount calls) {
    calls.made++;
    return PlainBody.intStatic();
  }

  /** Calls once. */
  @Benchmark
  public void voidInstance(CallCount calls) {
    calls.made++;
    body.voidInstance();
  }

  /** Calls once. */
  @Benchmark
  public int intInstance(CallCount calls) {
    calls.made++;
    return body.intInstance();
  }
}
