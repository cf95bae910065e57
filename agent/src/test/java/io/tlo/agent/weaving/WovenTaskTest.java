package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.agent.NeverRun;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.LoaderKey;
import io.tlo.agent.discovery.Overriding;
import io.tlo.agent.discovery.TaskAttributes;
import io.tlo.agent.source.Source;
import io.tlo.execution.ExecutionTotals;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.TaskDefinition;
import io.tlo.runtime.TaskRuntime;
import io.tlo.state.RecordCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A woven method whose task was taken out and comes back, while calls of it run. */
@Tag("jdk")
class WovenTaskTest {

  private final TaskRuntime runtime = new TaskRuntime(
      TloSettings.load(Map.of("jmx", "off"), "test"),
      false,
      false,
      (sentence, cause) -> {},
      entry -> {});
  private final Recorder recorder = runtime.recorder();
  private final LiveTask first = registered();
  private final WovenTask woven = new WovenTask(
      new WovenClass("com.acme.Orders", new LoaderKey(null, null)),
      new DiscoveredMethod(
          0,
          "ship",
          "()V",
          Source.TLO,
          "io.tlo.Task",
          new TaskAttributes("", "", "", true, List.of(), "", null),
          false,
          new Overriding("ship()", List.of(), List.of())),
      0,
      new FrameworkRunnable(),
      first);

  @AfterEach
  void close() {
    runtime.close(Duration.ZERO);
  }

  private LiveTask registered() {
    return runtime
        .tasks()
        .add(
            TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build(),
            new NeverRun(),
            TaskTraits.PLAIN);
  }

  private LiveTask comeBack() {
    runtime.tasks().takeOut(woven.live());
    LiveTask again = registered();
    woven.live(again).forEach(runtime.tasks()::remove);
    return again;
  }

  @Test
  void callEndsOnTheTaskThatItBeganOn() {
    Object onFirst = woven.begin(recorder, null);
    LiveTask second = comeBack();
    Object onSecond = woven.begin(recorder, null);
    LiveTask third = comeBack();
    Object onThird = woven.begin(recorder, null);

    woven.end(recorder, onFirst, null, null);
    woven.end(recorder, onSecond, null, new IllegalStateException("no stock"));
    woven.giveUp(recorder, onThird);

    assertThat(first.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
    assertThat(second.totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
    assertThat(third.totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
    assertThat(woven.live()).isSameAs(third);
    assertThat(woven.lives()).containsExactly(first, second, third);
    assertThat(runtime.tasks().totals()).isEqualTo(new ExecutionTotals(1, 2, 0, 0, 0));
    assertThat(runtime.memoryStore().recordCounts()).isEqualTo(new RecordCounts(1, 2));
  }

  @Test
  void taskThatComesBackAgainAndAgainKeepsTheLastTwoAndThoseThatRun() {
    LiveTask busy = comeBack();
    Object running = woven.begin(recorder, null);
    for (int i = 0; i < 100; i++) {
      comeBack();
      woven.end(recorder, woven.begin(recorder, null), null, null);
    }

    assertThat(woven.lives()).hasSize(4).startsWith(first, busy).endsWith(woven.live());
    woven.end(recorder, running, null, null);
    assertThat(busy.totals()).isEqualTo(new ExecutionTotals(1, 0, 0, 0, 0));
    assertThat(runtime.tasks().totals()).isEqualTo(new ExecutionTotals(101, 0, 0, 0, 0));
    RecordCounts records = runtime.memoryStore().recordCounts();
    assertThat(records.kept() + records.dropped()).isEqualTo(101);
  }

  @Test
  void callOfATaskThatCameBackAndIsOffIsSkipped() {
    LiveTask second = comeBack();
    runtime.steering().switchTo(second, false);

    assertThat(woven.begin(recorder, null)).isSameAs(Recorder.SKIPPED);

    assertThat(runtime.tasks().totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 0, 1));
  }
}
