package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The clock is read before and after each call: no timing can cost less. */
@State(Scope.Benchmark)
public class ClockCalls {

  private final PlainBody body = new PlainBody();

  /** Calls once; returns how long it took. */
  @Benchmark
  public long voidStatic(CallCount calls) {
    calls.made++;
    long begun = System.nanoTime();
    PlainBody.voidStatic();
    return System.nanoTime() - begun;
  }

  /** Calls once. */
  @Benchmark
  public int intStatic(CallCount calls, Blackhole times) {
    calls.made++;
    long begun = System.nanoTime();
    int answer = PlainBody.intStatic();
    times.consume(System.nanoTime() - begun);
    return answer;
  }

  /** Calls once; returns how long it took. */
  @Benchmark
  public long voidInstance(CallCount calls) {
    calls.made++;
    long begun = System.nanoTime();
    body.voidInstance();
    return System.nanoTime() - begun;
  }

  /** Calls once. */
  @Benchmark
  public int intInstance(CallCount calls, Blackhole times) {
    calls.made++;
    long begun = System.nanoTime();
    int answer = body.intInstance();
    times.consume(System.nanoTime() - begun);
    return answer;
  }

  /** The first of two threads. */
  @Benchmark
  @Group("different")
  public long first(CallCount calls) {
    calls.made++;
    long begun = System.nanoTime();
    body.voidInstance();
    return System.nanoTime() - begun;
  }

  /** The second of two threads. */
  @Benchmark
  @Group("different")
  public long second(CallCount calls) {
    calls.made++;
    long begun = System.nanoTime();
    body.otherVoidInstance();
    return System.nanoTime() - begun;
  }
}
