package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.execution.Admission;
import io.tlo.registry.NamedTask;
import io.tlo.registry.TaskDefinition;
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
}
