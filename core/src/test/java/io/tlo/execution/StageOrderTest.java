package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Timeline.Anchor;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageOrderTest {

  private final TestBench bench = new TestBench();
  private final LiveTask task = bench.idle();
  private final AwaitedStages all = new AwaitedStages(new NoEnds(), 10);
  private final Anchor anchor = new Anchor(0, TestBench.NOON);

  private static final class NoEnds implements StageEnds {
    @Override
    public void completed(
        AwaitedExecution ended, @Nullable Object result, @Nullable Throwable thrown) {}

    @Override
    public void returned(AwaitedExecution ended, String stage) {}

    @Override
    public void givenUp(AwaitedExecution ended, String why) {}
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private AwaitedStage stage(Duration... began) {
    AwaitedStage stage = new AwaitedStage(all, new CompletableFuture<>());
    for (Duration each : began) {
      // A reading of the clock may be any number, and wrap round.
      long nanos = Long.MAX_VALUE - Duration.ofDays(1).toNanos() + each.toNanos();
      Execution execution =
          new Execution(1, anchor, TaskTrigger.APPLICATION, TaskStatus.RUNNING, nanos);
      stage.add(new AwaitedExecution(task, execution));
    }
    return stage;
  }

  @Test
  void stagesComeInTheOrderInWhichTheirExecutionsBegan() {
    AwaitedStage second = stage(Duration.ofHours(1));
    AwaitedStage third = stage(Duration.ofDays(100));
    AwaitedStage first = stage(Duration.ofNanos(1));

    assertThat(StageOrder.oldestFirst(List.of(second, third, first), 10))
        .containsExactly(first, second, third);
  }

  @Test
  void stageComesOnceForEachOfItsExecutions() {
    AwaitedStage shared = stage(Duration.ofSeconds(1), Duration.ofSeconds(3));
    AwaitedStage other = stage(Duration.ofSeconds(2));
    AwaitedStage over = stage();

    assertThat(StageOrder.oldestFirst(List.of(shared, over, other), 10))
        .containsExactly(shared, other, shared);
  }

  @Test
  void executionsBeyondTheBoundAreLeftOut() {
    AwaitedStage shared = stage(Duration.ofSeconds(1), Duration.ofSeconds(3));

    assertThat(StageOrder.oldestFirst(List.of(shared, stage(Duration.ZERO)), 2))
        .containsExactly(shared, shared);
  }
}
