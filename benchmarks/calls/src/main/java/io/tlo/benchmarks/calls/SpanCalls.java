package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Each call has a span of OpenTelemetry's around it; needs its agent. */
@State(Scope.Benchmark)
public class SpanCalls {

  private final SpanBody body = new SpanBody();

  /** Fails if a call has no span: spans that nobody exports are counted nowhere. */
  @Setup
  public void requireSpan() {
    if (!SpanBody.hasRecordingSpan()) {
      throw new IllegalStateException("a call has no span that records: the agent is not there");
    }
  }

  /** Calls once. */
  @Benchmark
  public void voidStatic(CallCount calls) {
    calls.made++;
    SpanBody.voidStatic();
  }

  /** Calls once. */
  @Benchmark
  public int intStatic(CallCount calls) {
    calls.made++;
    return SpanBody.intStatic();
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

  /** The first of two threads. */
  @Benchmark
  @Group("different")
  public void first(CallCount calls) {
    calls.made++;
    body.voidInstance();
  }

  /** The second of two threads. */
  @Benchmark
  @Group("different")
  public void second(CallCount calls) {
    calls.made++;
    body.otherVoidInstance();
  }
}
