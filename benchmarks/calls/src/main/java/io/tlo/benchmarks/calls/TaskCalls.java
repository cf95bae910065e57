package io.tlo.benchmarks.calls;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Each call is an execution of a task, or is skipped; needs TLO's agent. */
@State(Scope.Benchmark)
public class TaskCalls {

  /** What becomes of the calls. */
  @Param("SUCCEEDED")
  public Outcome outcome = Outcome.SUCCEEDED;

  private final TaskBody body = new TaskBody();

  /** Calls once. */
  @Benchmark
  public void voidStatic(CallCount calls) {
    calls.made++;
    TaskBody.voidStatic();
  }

  /** Calls once. */
  @Benchmark
  public int intStatic(CallCount calls) {
    calls.made++;
    return TaskBody.intStatic();
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

  /** Fails unless TLO counted every call as what it was to become, and its sums come out. */
  @TearDown
  public void requireCounted(AllCalls all) throws Exception {
    TloRegistry registry = TloRegistry.await();
    long ended = registry.sum("ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsCancelled");
    long others = registry.sum("ExecutionsRunning", "ExecutionsSkipped", "AdviceFailures");
    Sum.require("calls made", all.made(), "calls counted", ended + others);
    Sum.require("calls made", all.made(), outcome.attribute(), registry.sum(outcome.attribute()));
    long records = registry.sum("RecordsKept", "RecordsDropped");
    Sum.require("executions ended", ended, "records kept and dropped", records);
  }
}
