package io.tlo.benchmarks.calls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The calls that all threads of a benchmark have made. JMH stops its threads before it lets one ask. */
@State(Scope.Benchmark)
public class AllCalls {

  private final List<CallCount> counts = new CopyOnWriteArrayList<>();

  void add(CallCount count) {
    counts.add(count);
  }

  long made() {
    return counts.stream().mapToLong(count -> count.made).sum();
  }
}
