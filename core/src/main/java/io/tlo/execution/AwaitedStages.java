package io.tlo.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The stages that executions have returned and that have not completed. A stage may never complete, so there is a bound
 * of the executions that are waited for: beyond it the oldest tenth is given up.
 *
 * <p>Thread safety: safe for many threads, without a lock of ours; one at a time gives up.
 */
final class AwaitedStages {

  private static final int FEWEST = 5_000;
  private static final int MOST = 250_000;
  private static final long HEAP_BYTES_FOR_ONE = 20_000;

  private final StageEnds ends;
  private final int bound;
  private final Map<StageKey, AwaitedStage> stages = new ConcurrentHashMap<>();
  private final LongAdder executions = new LongAdder();
  private final AtomicBoolean givingUp = new AtomicBoolean();
  // To put all of them in order costs far more than to give one up. Guarded by givingUp.
  private Deque<AwaitedStage> oldest = new ArrayDeque<>();

  /**
   * Creates one that waits for nothing.
   *
   * @param bound how many executions are waited for at most, at least 10
   */
  AwaitedStages(StageEnds ends, int bound) {
    this.ends = ends;
    this.bound = bound;
  }

  /** Returns a bound that takes about 2 % of the largest heap: one for each 20,000 bytes, 5,000 to 250,000. */
  static int boundOfThisJvm() {
    long fitting = Runtime.getRuntime().maxMemory() / HEAP_BYTES_FOR_ONE;
    return (int) Math.max(FEWEST, Math.min(MOST, fitting));
  }

  StageEnds ends() {
    return ends;
  }

  void count(int more) {
    executions.add(more);
  }

  /** Returns what waits for the same stage already; the one given, which is to begin, if nothing does. */
  AwaitedStage present(AwaitedStage made, CompletionStage<?> stage) {
    if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone()) {
      return made;
    }
    AwaitedStage present = stages.putIfAbsent(made.key(), made);
    while (present != null && present.isOver()) {
      remove(present);
      present = stages.putIfAbsent(made.key(), made);
    }
    return present == null ? made : present;
  }

  void remove(AwaitedStage stage) {
    stages.remove(stage.key(), stage);
  }

  /** Returns what waits for the stage of an execution, null if nothing does. */
  @Nullable
  AwaitedStage find(Execution execution) {
    for (AwaitedStage each : stages.values()) {
      if (each.isOf(execution)) {
        return each;
      }
    }
    return null;
  }

  /** Every second: ends the executions whose stage nobody can complete any more, since it is gone. */
  void look() {
    forgetOrder();
    boolean mayAsk = true;
    for (AwaitedStage each : stages.values()) {
      // Of stages that cannot be asked one is tried: each may take its time.
      mayAsk &= each.look(mayAsk);
    }
  }

  /** An execution that has been added since may have begun before those that are in order. */
  private void forgetOrder() {
    if (givingUp.compareAndSet(false, true)) {
      oldest.clear();
      givingUp.set(false);
    }
  }

  /** Waits for none of them any longer; their executions stay as they are. */
  void letGo() {
    stages.values().forEach(AwaitedStage::letGo);
  }

  /** Gives up the oldest tenth of the executions if there are more than the bound. */
  void keepBound() {
    if (executions.sum() > bound && givingUp.compareAndSet(false, true)) {
      try {
        giveUpOldest();
      } finally {
        givingUp.set(false);
      }
    }
  }

  private void giveUpOldest() {
    // One text for all of them.
    String why = "Cancelled: no longer waited for, since more than " + bound
        + " asynchronous executions had not ended; how it ends is not known";
    long left = executions.sum() - bound + bound / 10;
    while (left > 0) {
      if (oldest.isEmpty()) {
        oldest = StageOrder.oldestFirst(stages.values(), 2 * bound);
      }
      AwaitedStage next = oldest.poll();
      if (next == null) {
        return;
      }
      left -= next.giveUpFirst(why) ? 1 : 0;
    }
  }
}
