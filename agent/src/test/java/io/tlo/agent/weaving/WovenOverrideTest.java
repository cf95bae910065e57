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
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
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
  private final JvmAccess access;
  private final Lowest bean = new Lowest();
  private final WovenOverride base;
  private final WovenOverride below;
  private final WovenOverride lowest;
  private final WovenOverride other;
  private final WovenOverride namesake;
  private final WovenTask mute;
  private final List<Object> superCalls = new CopyOnWriteArrayList<>();

  private static final ExecutionTotals ONE_SUCCEEDED = new ExecutionTotals(1, 0, 0, 0, 0);
  private static final ExecutionTotals NO_CALL = new ExecutionTotals(0, 0, 0, 0, 0);

  private static class Base {}

  private static class Below extends Base {}

  private static final class Lowest extends Below {}

  private static final class Mute extends Base {}

  private static final class Stranger {}

  WovenOverrideTest() throws ReflectiveOperationException {
    access = new JvmAccess((Instrumentation) Proxy.newProxyInstance(
        WovenOverrideTest.class.getClassLoader(),
        new Class<?>[] {Instrumentation.class},
        (proxy, method, arguments) -> {
          throw new AssertionError(method);
        }));
    mute = new WovenTask(task(Mute.class, "execute", "()Ljava/lang/Object;", 6, false));
    base = task(Base.class, "execute", "()Ljava/lang/Object;", 1);
    below = task(Below.class, "execute", "()Ljava/lang/String;", 2);
    lowest = task(Lowest.class, "execute", "()Ljava/lang/String;", 3);
    other = task(Below.class, "clean", "()V", 4);
    namesake = task(Stranger.class, "execute", "()Ljava/lang/Object;", 5);
  }

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
  void theObjectIsKnownToTheOverriddenTaskToo() {
    call(null, below, base);

    assertThat(base.owner().instance()).isSameAs(bean);
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

  /** Has the worker run a task, whose method does this; returns its record. */
  private TaskStateRecord trigger(WovenTask task, Runnable method) {
    task.runnable().see(method, null);
    try {
      long id = task.method().parameterTypes().isEmpty()
          ? runtime.steering().trigger(task.live(), "admin")
          : runtime.steering().triggerWith(task.live(), "text", "admin");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> record(id).status().isFinal());
      assertThat(record(id).trigger()).isEqualTo(TaskTrigger.MANUAL);
      return record(id);
    } finally {
      // Until here, since the task holds it weakly.
      Reference.reachabilityFence(method);
    }
  }

  private TaskStateRecord record(long id) {
    return runtime.memoryStore().get(id).orElseThrow();
  }

  /** Calls a method that calls those it overrides, the nearest first. */
  private void call(@Nullable Throwable thrown, WovenTask called, WovenOverride... overridden) {
    Object token = called.begin(recorder, called == mute ? new Mute() : bean);
    for (WovenOverride each : overridden) {
      superCalls.add(each.begin(recorder, bean));
    }
    if (token != Recorder.SKIPPED) {
      called.end(recorder, token, thrown == null ? called.number() : null, thrown);
    }
  }

  @Test
  void aTriggerOfAnOverriddenTaskIsOneExecutionOfItAndEndsAsTheOverridingMethodDoes() {
    TaskStateRecord record = trigger(base, () -> call(null, below, base));

    assertThat(record.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(record.result()).isEqualTo("2");
    assertThat(superCalls).containsExactly(WovenMethod.NOTHING_TO_END);
    assertThat(base.live().totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(below.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void aTriggerOfAnOverriddenTaskFailsAsTheOverridingMethodDoes() {
    Throwable thrown = new IllegalStateException("disk full");
    TaskStateRecord record = trigger(base, () -> call(thrown, below, base));

    assertThat(record.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(record.failure()).startsWith("java.lang.IllegalStateException: disk full");
    assertThat(base.live().totals()).isEqualTo(new ExecutionTotals(0, 1, 0, 0, 0));
    assertThat(below.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void ofThreeTasksThatOverrideEachOtherTheTriggeredTaskIsCounted() {
    trigger(base, () -> call(null, lowest, below, base));
    trigger(below, () -> call(null, lowest, below, base));
    trigger(lowest, () -> call(null, lowest, below, base));

    for (WovenOverride each : List.of(base, below, lowest)) {
      assertThat(each.live().totals()).isEqualTo(ONE_SUCCEEDED);
    }
    assertThat(superCalls).hasSize(6).containsOnly(WovenMethod.NOTHING_TO_END);
  }

  @Test
  void aTriggerOfAnOverriddenTaskIsSkippedWhileTheOverridingTaskIsOff() {
    runtime.steering().switchTo(below.live(), false);
    TaskStateRecord record = trigger(base, () -> call(null, below));

    assertThat(record.status()).isEqualTo(TaskStatus.SKIPPED);
    assertThat(record.result()).isEqualTo("DISABLED");
    assertThat(base.live().totals()).isEqualTo(new ExecutionTotals(0, 0, 0, 0, 1));
    assertThat(below.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void aTriggerIsOneExecutionOfTheTaskAlsoWhereTheOverridingTaskDoesNotCallSuper() {
    TaskStateRecord record = trigger(base, () -> call(null, mute));

    assertThat(record.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(record.result()).isEqualTo("6");
    assertThat(base.live().totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(mute.live().totals()).isEqualTo(NO_CALL);
    assertThat(mute.owner().instance()).isNotNull();
  }

  @Test
  void aTriggerCountsOnTheTaskAlsoWhereTheOverridingTaskHasComeBack() {
    runtime.tasks().takeOut(mute.live());
    mute.live(runtime.tasks().add(mute.live().definition(), new NeverRun(), TaskTraits.PLAIN));
    trigger(base, () -> call(null, mute));

    assertThat(base.live().totals()).isEqualTo(ONE_SUCCEEDED);
    for (LiveTask each : mute.lives()) {
      assertThat(each.totals()).isEqualTo(NO_CALL);
    }
  }

  @Test
  void aCallThatTheOverridingMethodMakesOnAnotherObjectOfTheTaskIsAnExecutionOfItsOwn() {
    TaskStateRecord record = trigger(base, () -> {
      Object token = mute.begin(recorder, new Mute());
      Object inner = base.begin(recorder, bean);
      base.end(recorder, inner, null, null);
      mute.end(recorder, token, "all", null);
    });

    assertThat(record.result()).isEqualTo("all");
    assertThat(succeeded(base)).isEqualTo(2);
    assertThat(mute.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void aCallOfTheProgramOfAnOverridingMethodIsAnExecutionOfIt() {
    call(null, mute);

    assertThat(succeeded(mute)).isOne();
    assertThat(base.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void callOfAnotherTaskOnTheWayToTheTriggeredTaskIsAnExecutionOfItsOwn() {
    TaskStateRecord record = trigger(base, () -> {
      Object token = namesake.begin(recorder, new Stranger());
      namesake.end(recorder, token, null, null);
      call(null, other);
      call(null, below, base);
    });

    assertThat(record.result()).isEqualTo("2");
    for (WovenOverride each : List.of(base, other, namesake)) {
      assertThat(each.live().totals()).isEqualTo(ONE_SUCCEEDED);
    }
    assertThat(below.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void secondCallWithinATriggerIsAnExecutionOfTheOverridingTask() {
    trigger(base, () -> {
      call(null, below, base);
      call(null, below, base);
    });

    assertThat(succeeded(base)).isOne();
    assertThat(succeeded(below)).isOne();
  }

  @Test
  void aCallOfTheOverridingMethodByTheOverriddenOneIsAnExecutionOfItsOwn() {
    Object outer = base.begin(recorder, bean);
    Object inner = below.begin(recorder, bean);
    assertThat(base.begin(recorder, bean)).isEqualTo(WovenMethod.NOTHING_TO_END);
    below.end(recorder, inner, null, null);
    base.end(recorder, outer, null, null);

    assertThat(succeeded(base)).isOne();
    assertThat(succeeded(below)).isOne();
  }

  @Test
  void aTriggerOfATaskOfAGenericClassIsOneExecutionAlsoWhereTheOverridingTaskDoesNotCallSuper() {
    WovenOverride generic = task(Base.class, "handle", "(Ljava/lang/CharSequence;)V", 7);
    WovenTask texts = new WovenTask(task(
        Lowest.class,
        "handle",
        "(Ljava/lang/String;)V",
        8,
        false,
        List.of("handle(Ljava/lang/CharSequence;)")));
    TaskStateRecord record = trigger(generic, () -> call(null, texts));

    assertThat(record.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(generic.live().totals()).isEqualTo(ONE_SUCCEEDED);
    assertThat(texts.live().totals()).isEqualTo(NO_CALL);
  }

  @Test
  void aTriggerOfATaskIsNotAnExecutionOfTheMethodThatItOverrides() {
    TaskStateRecord record = trigger(below, () -> call(null, base));

    assertThat(record.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(record.failure()).startsWith("the method was not reached");
    assertThat(succeeded(base)).isOne();
  }

  private static long succeeded(WovenTask task) {
    return task.live().totals().succeeded();
  }

  private WovenOverride task(Class<?> type, String name, String descriptor, int number) {
    return task(type, name, descriptor, number, true);
  }

  private WovenOverride task(
      Class<?> type, String name, String descriptor, int number, boolean mayCallSuper) {
    return task(type, name, descriptor, number, mayCallSuper, List.of());
  }

  private WovenOverride task(
      Class<?> type,
      String name,
      String descriptor,
      int number,
      boolean mayCallSuper,
      List<String> bridged) {
    String signature = name + descriptor.substring(0, descriptor.indexOf(')') + 1);
    DiscoveredMethod method = new DiscoveredMethod(
        0,
        name,
        descriptor,
        Source.SPRING,
        "",
        new TaskAttributes("", "", "", true, List.of(), "", null),
        false,
        new Overriding(signature, bridged, mayCallSuper ? List.of(signature) : List.of()));
    WovenClass owner = new WovenClass(type.getName(), new LoaderKey(type.getClassLoader(), null));
    owner.defined(type);
    FrameworkRunnable runnable = new FrameworkRunnable();
    String group = type.getSimpleName();
    LiveTask live = runtime
        .tasks()
        .add(
            TaskDefinition.builder(group, name, group + "." + name + "()").build(),
            new WovenInvoker(owner, method, runnable, access),
            TaskTraits.PLAIN);
    return new WovenOverride(owner, method, number, runnable, live);
  }
}
