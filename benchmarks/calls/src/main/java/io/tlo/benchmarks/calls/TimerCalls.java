package io.tlo.benchmarks.calls;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.IntSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Each call is timed by a timer of Micrometer's. What the timer runs is made once: a call makes no lambda. */
@State(Scope.Benchmark)
public class TimerCalls {

  private final PlainBody body = new PlainBody();
  private final Runnable voidStatic = PlainBody::voidStatic;
  private final IntSupplier intStatic = PlainBody::intStatic;
  private final Runnable voidInstance = body::voidInstance;
  private final Runnable otherVoidInstance = body::otherVoidInstance;
  private final IntSupplier intInstance = body::intInstance;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Timer timer = registry.timer("calls");
  private final Timer otherTimer = registry.timer("other.calls");

  /** Calls once. */
  @Benchmark
  public void voidStatic(CallCount calls) {
    calls.made++;
    timer.record(voidStatic);
  }

  /** Calls once. */
  @Benchmark
  public int intStatic(CallCount calls) {
    calls.made++;
    return timer.record(intStatic);
  }

  /** Calls once. */
  @Benchmark
  public void voidInstance(CallCount calls) {
    calls.made++;
    timer.record(voidInstance);
  }

  /** Calls once. */
  @Benchmark
  public int intInstance(CallCount calls) {
    calls.made++;
    return timer.record(intInstance);
  }

  /** The first of two threads, with a timer of its own. */
  @Benchmark
  @Group("different")
  public void first(CallCount calls) {
    calls.made++;
    timer.record(voidInstance);
  }

  /** The second of two threads, with a timer of its own. */
  @Benchmark
  @Group("different")
  public void second(CallCount calls) {
    calls.made++;
    otherTimer.record(otherVoidInstance);
  }

  /** Fails unless every call was timed. */
  @TearDown
  public void requireTimed(AllCalls all) {
    Sum.require("calls made", all.made(), "calls timed", timer.count() + otherTimer.count());
  }
}
