package io.tlo.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Puts stages in the order in which the executions that wait for them began. Numbers are sorted, not objects: the time
 * of each execution and, in the lowest bits, its place in a list.
 *
 * <p>Thread safety: confined to one thread.
 */
final class StageOrder {

  private static final int PLACE_BITS = 19;
  private static final int MOST = 1 << PLACE_BITS;
  // Times are compared in units of 1,024 ns, which leaves room for 200 days.
  private static final int UNIT_BITS = 10;

  private final List<AwaitedStage> stages;
  private final long[] order;
  private long firstNanos;

  private StageOrder(int most) {
    this.stages = new ArrayList<>(most);
    this.order = new long[most];
  }

  /**
   * Returns stages in the order in which their executions began, the oldest first. A stage is listed once for each of
   * its executions.
   *
   * @param most how many executions are looked at, at most 2<sup>19</sup>
   */
  static Deque<AwaitedStage> oldestFirst(Iterable<AwaitedStage> all, int most) {
    StageOrder order = new StageOrder(Math.min(most, MOST));
    for (AwaitedStage stage : all) {
      order.add(stage);
    }
    return order.oldestFirst();
  }

  private void add(AwaitedStage stage) {
    for (AwaitedExecution each : stage.executions()) {
      if (stages.size() < order.length) {
        add(stage, each.execution().startedNanos());
      }
    }
  }

  private void add(AwaitedStage stage, long nanos) {
    int place = stages.size();
    if (place == 0) {
      firstNanos = nanos;
    }
    order[place] = (nanos - firstNanos) >> UNIT_BITS << PLACE_BITS | place;
    stages.add(stage);
  }

  private Deque<AwaitedStage> oldestFirst() {
    int count = stages.size();
    Arrays.sort(order, 0, count);
    Deque<AwaitedStage> sorted = new ArrayDeque<>(count + 1);
    for (int i = 0; i < count; i++) {
      sorted.add(stages.get((int) order[i] & MOST - 1));
    }
    return sorted;
  }
}
