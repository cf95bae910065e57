package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.agent.NeverRun;
import io.tlo.agent.discovery.DiscoveredMethod;
import io.tlo.agent.discovery.LoaderKey;
import io.tlo.agent.discovery.TaskAttributes;
import io.tlo.agent.source.Source;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.TaskDefinition;
import io.tlo.runtime.TaskRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class WovenOverrideTest {

  private final TaskRuntime runtime = new TaskRuntime(
      TloSettings.read(Map.of(), "test", new Properties(), Map.of()),
      false,
      false,
      (sentence, cause) -> {},
      entry -> {});
  private final Recorder recorder = runtime.recorder();
  private final Object bean = new Object();
  private final WovenOverride base = task("Base", "execute", "()Ljava/lang/Object;", 1);
  private final WovenOverride below = task("Below", "execute", "()Ljava/lang/String;", 2);
  private final WovenOverride other = task("Below", "clean", "()V", 3);

  @AfterEach
  void close() {
    runtime.close(Duration.ZERO);
  }

  @Test
  void whatAnOverridingMethodCallsThroughSuperIsAPartOfItsExecution() {
    Object outer = below.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    below.end(recorder, outer, null, null);

    assertThat(succeeded(below)).isOne();
    assertThat(succeeded(base)).isZero();
  }

  @Test
  void itIsNotCutShortWhileTheOverriddenTaskIsOff() {
    runtime.steering().switchTo(base.live(), false);
    Object outer = below.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    below.end(recorder, outer, null, null);

    assertThat(base.begin(recorder, new Object())).isEqualTo(Recorder.SKIPPED);
    assertThat(base.live().totals().skipped()).isOne();
  }

  @Test
  void itIsAPartAlsoWhereAnotherTaskOfTheObjectStandsBetween() {
    Object outer = below.begin(recorder, bean);
    Object between = other.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    other.end(recorder, between, null, null);
    below.end(recorder, outer, null, null);

    assertThat(succeeded(other)).isOne();
  }

  @Test
  void aCallOnAnotherObjectIsAnExecutionOfItsOwn() {
    Object outer = below.begin(recorder, bean);
    Object inner = base.begin(recorder, new Object());
    base.end(recorder, inner, null, null);
    below.end(recorder, outer, null, null);

    assertThat(succeeded(base)).isOne();
  }

  @Test
  void aMethodThatCallsItselfCountsAgain() {
    Object outer = below.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    Object again = below.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    below.end(recorder, again, null, null);
    below.end(recorder, outer, null, null);

    assertThat(succeeded(below)).isEqualTo(2);
    Object afterwards = base.begin(recorder, bean);
    base.end(recorder, afterwards, null, null);
    assertThat(succeeded(base)).isOne();
  }

  @Test
  void aCallThatBeganBeforeTheTaskWasKnownToBeOverriddenEnds() {
    WovenTask plain =
        new WovenTask(base.owner(), base.method(), 1, new FrameworkRunnable(), base.live());
    Object token = plain.begin(recorder, bean);
    new WovenOverride(plain).end(recorder, token, null, null);

    assertThat(succeeded(base)).isOne();
  }

  @Test
  void aCallThatBeganBeforeTheTaskCameBackAndWasKnownToBeOverriddenEndsOnItsOwnTask() {
    LiveTask first = base.live();
    WovenTask plain = new WovenTask(base.owner(), base.method(), 1, new FrameworkRunnable(), first);
    Object token = plain.begin(recorder, bean);
    runtime.tasks().takeOut(first);
    LiveTask again = runtime.tasks().add(first.definition(), new NeverRun(), TaskTraits.PLAIN);
    plain.live(again);

    WovenOverride overridden = new WovenOverride(plain);
    overridden.end(recorder, token, null, null);

    assertThat(overridden.lives()).containsExactly(first, again);
    assertThat(first.totals().succeeded()).isOne();
    assertThat(first.totals().running()).isZero();
    assertThat(again.totals().running()).isZero();
    assertThat(again.totals().succeeded()).isZero();
  }

  private static long succeeded(WovenTask task) {
    return task.live().totals().succeeded();
  }

  private WovenOverride task(String type, String name, String descriptor, int number) {
    LiveTask live = runtime
        .tasks()
        .add(
            TaskDefinition.builder(type, name, type + "." + name + "()").build(),
            new NeverRun(),
            TaskTraits.PLAIN);
    DiscoveredMethod method = new DiscoveredMethod(
        0,
        name,
        descriptor,
        Source.SPRING,
        "",
        new TaskAttributes("", "", "", true, List.of(), ""),
        false,
        true);
    WovenClass owner = new WovenClass(type, new LoaderKey(null, null));
    return new WovenOverride(owner, method, number, new FrameworkRunnable(), live);
  }
}
