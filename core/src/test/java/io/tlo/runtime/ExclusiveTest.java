package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.execution.Admission;
import io.tlo.execution.LiveTask;
import io.tlo.execution.NeverRun;
import io.tlo.execution.Recorder;
import io.tlo.execution.ResultPolicy;
import io.tlo.execution.TaskEvents;
import io.tlo.execution.TaskTable;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.Timeline;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.StateEntry;
import io.tlo.steering.FleetSwitches;
import io.tlo.steering.Switches;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExclusiveTest {

  private static final TaskDefinition DEFINITION =
      TaskDefinition.builder("Orders", "ship", "com.acme.Orders.ship()").build();
  private static final NamedTask SHIP = new NamedTask(DEFINITION, DEFINITION, "com.acme.Orders");

  private final SharedStore store = new SharedStore();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private @Nullable Exclusive opened;

  private Exclusive exclusive(String... keysAndValues) {
    Map<String, String> given = new HashMap<>(Map.of("exclusive", "Orders.*"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      given.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Exclusive made = new Exclusive(
        TloSettings.read(given, "test", new Properties(), Map.of()),
        (sentence, cause) -> faults.add(sentence));
    opened = made;
    return made;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private static Admission ship(Exclusive exclusive) {
    return Objects.requireNonNull(exclusive.of(SHIP, null));
  }

  @Test
  void onlyTasksThatMatchAreHeldUp() {
    TaskDefinition mail =
        TaskDefinition.builder("Mail", "send", "com.acme.Mail.send()").build();

    assertThat(exclusive().of(NamedTask.alone(mail), null)).isNull();
    assertThat(exclusive().of(SHIP, null)).isNotNull();
  }

  @Test
  void theStoreIsAskedByAThreadOfItsOwn() {
    Exclusive exclusive = exclusive("exclusive.wait", "50s");
    exclusive.join(store);

    assertThat(ship(exclusive).refusal()).isNull();
    // A call that wakes the thread before its first round makes it ask for the extension at once.
    assertThat(store.asked).isNotEmpty().containsOnly("com.acme.Orders.ship() 60 s");
    assertThat(store.askingThreads).isNotEmpty().containsOnly("tlo-leases");
  }

  @Test
  void whereNoStoreIsNamedThatIsKnownBeforeAnyCall() {
    TloSettings settings =
        TloSettings.read(Map.of("exclusive", "Orders.*"), "test", new Properties(), Map.of());
    new TaskRuntime(settings, false, false, (sentence, cause) -> faults.add(sentence), entry -> {})
        .close(Duration.ZERO);

    assertThat(faults).singleElement().asString().startsWith("exclusive: there is no state store");
  }

  @Test
  void aTaskThatComesAfterTheEndDoesNotWait() {
    Exclusive exclusive = exclusive("exclusive.wait", "50s");
    exclusive.join(store);
    exclusive.close();

    assertThat(ship(exclusive).refusal()).contains("TLO is being taken out");
  }

  @Test
  void whatAnotherInstanceHoldsIsRefused() {
    Exclusive exclusive = exclusive("exclusive.wait", "50s");
    exclusive.join(store);
    store.holder = "other";

    assertThat(ship(exclusive).refusal()).isEqualTo("held by other");
  }

  @Test
  void withoutAStoreThatIsSharedTheUserDecidesAndNobodyWaits() {
    Exclusive skips = exclusive("exclusive.wait", "1m");
    Admission before = ship(skips);
    skips.join(null);
    assertThat(before.refusal()).startsWith("there is no state store that the instances");
    assertThat(ship(skips).refusal()).startsWith("there is no state store that the instances");

    Exclusive runs = exclusive("exclusive.wait", "1m", "exclusive.on.error", "run");
    runs.join(null);
    assertThat(ship(runs).refusal()).isNull();

    assertThat(faults)
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).startsWith("exclusive: there is no state store"));
  }

  @Test
  void aStoreThatIsStillBeingOpenedIsWaitedFor() throws Exception {
    Exclusive exclusive = exclusive("exclusive.wait", "10ms");
    Admission ship = ship(exclusive);
    CompletableFuture<String> call =
        CompletableFuture.supplyAsync(() -> String.valueOf(ship.refusal()));
    while (!((Lease) ship).isWanted()) {
      Thread.onSpinWait();
    }

    exclusive.join(store);

    assertThat(call.get(50, TimeUnit.SECONDS)).isEqualTo("null");
  }

  @Test
  void aRoundThatFailsIsNotTheLast() {
    Exclusive exclusive = exclusive("exclusive.wait", "50s");
    exclusive.join(store);
    Admission ship = ship(exclusive);
    store.throwsError = true;
    assertThat(ship.refusal()).contains("cannot be reached");

    store.throwsError = false;

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ship.refusal() == null);
  }

  @Test
  void aTaskWhoseCallsCannotBeLeftOutRunsOnEachAndThatIsTold() {
    assertThat(exclusive().of(SHIP, "it returns a Flux")).isNull();

    assertThat(faults)
        .containsExactly("task 'Orders.ship' should run on one instance only (setting exclusive)"
            + " and cannot: it returns a Flux; it runs on each");
  }

  @Test
  void theSameMethodInTwoClassLoadersHasOneLease() {
    Exclusive exclusive = exclusive("exclusive", "Orders.ship");
    NamedTask copy =
        new NamedTask(DEFINITION.named("Orders", "ship#2"), DEFINITION, "com.acme.Orders");

    assertThat(exclusive.of(copy, null)).isSameAs(ship(exclusive));
  }

  @Test
  void aNameThatTwoClassesBearMeansBothAndEachHasALeaseOfItsOwn() {
    Exclusive exclusive = exclusive("exclusive", "Orders.ship");
    TaskDefinition other =
        TaskDefinition.builder("Orders", "ship", "com.acme.b.Orders.ship()").build();
    NamedTask namesake =
        new NamedTask(other.named("com.acme.b.Orders", "ship"), other, "com.acme.b.Orders");

    assertThat(exclusive.of(namesake, null)).isNotNull().isNotSameAs(ship(exclusive));
  }

  /** Returns a table whose tasks are exclusive; the last one's admission is kept in {@link #last}. */
  private TaskTable table(Exclusive exclusive) {
    Timeline timeline = Timeline.system();
    FleetSwitches everywhere =
        new FleetSwitches(null, timeline, (sentence, cause) -> faults.add(sentence));
    TaskTable table = new TaskTable(
        new InMemoryTaskRegistry(),
        new InMemoryTaskStateStore(100, 10_000),
        timeline,
        new Switches(
            List.of(), null, everywhere, timeline, (sentence, cause) -> faults.add(sentence)),
        (named, why) -> {
          last = exclusive.of(named, why);
          return last;
        });
    table.listen(exclusive);
    return table;
  }

  private @Nullable Admission last;

  private LiveTask add(TaskTable table, NamedTask named) {
    return table.add(named, new NeverRun(), TaskTraits.PLAIN);
  }

  private static final class NoEvents implements TaskEvents {
    @Override
    public void failed(LiveTask task, StateEntry execution) {}

    @Override
    public void switched(LiveTask task, boolean on) {}
  }

  @Test
  void theLeaseOfARemovedTaskIsKeptWhileAnotherTaskOfTheMethodIsThereAndNoLonger() {
    Exclusive exclusive = exclusive();
    exclusive.join(store);
    TaskTable table = table(exclusive);
    LiveTask first = add(table, SHIP);
    LiveTask copy = add(
        table, new NamedTask(DEFINITION.named("Orders", "ship#2"), DEFINITION, "com.acme.Orders"));
    Admission lease = Objects.requireNonNull(last);

    table.remove(first);
    assertThat(ship(exclusive)).isSameAs(lease);

    table.remove(copy);
    assertThat(ship(exclusive)).isNotSameAs(lease);
  }

  @Test
  void aCallOfATaskThatIsTakenOutIsAnsweredByTheStore() {
    Exclusive exclusive = exclusive("exclusive.wait", "50s");
    TaskTable table = table(exclusive);
    table.takeOut(add(table, SHIP));
    Admission ship = Objects.requireNonNull(last);

    exclusive.join(store);

    assertThat(ship.refusal()).isNull();
    assertThat(store.asked).isNotEmpty();
  }

  @Test
  void aCallOfATaskThatIsTakenOutDoesNotWaitAfterTheEnd() {
    Exclusive exclusive = exclusive("exclusive.wait", "59s");
    TaskTable table = table(exclusive);
    table.takeOut(add(table, SHIP));
    exclusive.join(store);
    exclusive.close();

    assertThat(Objects.requireNonNull(last).refusal()).contains("TLO is being taken out");
  }

  @Test
  void theLeaseOfARemovedTaskIsExtendedWhileAnExecutionOfItRuns() {
    Exclusive exclusive = exclusive("exclusive.lease", "1s", "exclusive.wait", "50s");
    TaskTable table = table(exclusive);
    LiveTask task = add(table, SHIP);
    exclusive.join(store);
    Recorder recorder = new Recorder(Timeline.system(), ResultPolicy.SAFE, new NoEvents(), null);
    Object running = recorder.begin(task);
    assertThat(running).isNotEqualTo(Recorder.SKIPPED);

    table.remove(task);
    int before = store.asked.size();
    Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> store.asked.size() > before + 10);

    recorder.end(task, running, null, null);
    assertThat(faults).isEmpty();
  }
}
