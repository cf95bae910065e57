package io.tlo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Forwarder;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TestBench;
import io.tlo.execution.Timeline;
import io.tlo.fleet.AuditEntry;
import io.tlo.fleet.SwitchedOff;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetLinkTest {

  private static final String METHOD = "com.acme.Orders.ship()";

  private final SharedStore store = new SharedStore();
  private final TestBench bench = new TestBench();
  private final AtomicLong nanos = new AtomicLong();
  private final FleetLink link = new FleetLink(
      bench.fleetSwitches, new Forwarder(bench, true, 10, Timeline.system()), bench, nanos::get);

  @AfterEach
  void close() {
    link.close(Duration.ofSeconds(2));
    bench.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(Duration.ofSeconds(60));
  }

  private static AuditEntry entry(String task) {
    return new AuditEntry(TestBench.NOON, "disable", task, "ops", "here", "done");
  }

  @Test
  void takesOverWhatIsSwitchedByAnyInstance() {
    LiveTask task = bench.idle();
    store.off.put(METHOD, new SwitchedOff(METHOD, TestBench.NOON, "ops", "there"));

    link.join(store, bench.steering);
    await().until(() -> !task.enabled());
    store.switchOn(METHOD);

    await().until(task::enabled);
  }

  @Test
  void entersTheTasksThereAreAndThoseThatCome() {
    bench.table.listen(link);
    bench.task("Orders", "ship", none -> null);
    link.join(store, bench.steering);
    await().until(() -> store.entered.contains("Orders.ship"));

    bench.task("Orders", "bill", none -> null);
    store.switched.release();

    await().until(() -> store.entered.contains("Orders.bill"));
    assertThat(store.entered).containsExactly("Orders.ship", "Orders.bill");
  }

  @Test
  void entersTheInstanceOnceThoughThereIsNoTaskAndAgainAfterTheStoreWasAway() {
    link.join(store, bench.steering);
    await().until(() -> store.entries.get() == 1);
    store.switched.release();
    await().until(store.switched::hasQueuedThreads);
    assertThat(store.entries).hasValue(1);
    store.isAway = true;
    store.switched.release();
    await().until(() -> bench.faults.size() == 1);

    store.isAway = false;

    await().until(() -> store.entries.get() == 2);
  }

  @Test
  void tellsTheStoreThatTheInstanceEnds() {
    link.endInstance();
    link.join(store, bench.steering);
    await().until(store.switched::hasQueuedThreads);
    assertThat(store.endings).hasValue(0);

    link.endInstance();

    assertThat(store.endings).hasValue(1);
  }

  @Test
  void doesNotWaitAtTheEndForAStoreThatIsAway() {
    store.isAway = true;
    link.join(store, bench.steering);
    await().until(() -> bench.faults.size() == 1);

    link.endInstance();

    assertThat(store.endings).hasValue(0);
  }

  @Test
  void givesTheStoreWhatOperatorsDidAlsoBeforeItCameAndWhileItWasAway() {
    store.isAway = true;
    link.after(bench).audited(entry("Orders.ship"));
    link.join(store, bench.steering);
    await().until(() -> bench.faults.size() == 1);
    link.after(bench).audited(entry("Orders.bill"));
    assertThat(store.notes).isEmpty();

    store.isAway = false;

    await().until(() -> store.notes.size() == 2);
    assertThat(store.notes)
        .containsEntry(1L, entry("Orders.ship"))
        .containsEntry(2L, entry("Orders.bill"));
    assertThat(bench.audited).hasSize(2);
    assertThat(bench.faults)
        .containsExactly("the state store cannot be reached, records wait for it: away");
  }

  @Test
  void keepsTheNewestThousandOfWhatOperatorsDid() {
    for (int i = 1; i <= 1_001; i++) {
      link.after(bench).audited(entry("task " + i));
    }
    link.join(store, bench.steering);

    await().until(() -> store.notes.size() == 1_000);

    assertThat(store.notes).doesNotContainKey(1L).containsKey(1_001L);
  }

  @Test
  void whatCannotBeEnteredHoldsUpNothingElseAndIsToldOnce() {
    LiveTask task = bench.idle();
    store.refusesNotes = true;
    link.after(bench).audited(entry("Orders.ship"));
    link.join(store, bench.steering);
    await().until(() -> bench.faults.size() == 1);

    store.switchOff(new SwitchedOff(METHOD, TestBench.NOON, "ops", "there"));

    await().until(() -> !task.enabled());
    assertThat(bench.faults)
        .containsExactly("what operators do cannot be entered in the state store, which is tried"
            + " again: no right");
  }

  @Test
  void entersAllTasksAgainOnceTheStoreIsBack() {
    bench.table.listen(link);
    bench.task("Orders", "ship", none -> null);
    link.join(store, bench.steering);
    await().until(() -> store.entered.size() == 1);
    store.isAway = true;
    store.switched.release();
    await().until(() -> bench.faults.size() == 1);

    store.isAway = false;

    await().until(() -> store.entered.size() == 2);
  }

  @Test
  void entersAllAgainOnceTheStoreWasEmptied() {
    bench.table.listen(link);
    bench.task("Orders", "ship", none -> null);
    link.join(store, bench.steering);
    await().until(() -> store.entered.contains("Orders.ship"));
    store.entered.clear();

    store.generation = 1;
    store.switched.release();

    await().until(() -> store.entered.contains("Orders.ship"));
    assertThat(store.entries).hasValue(2);
  }

  @Test
  void entersTheTasksThatThereAreEveryTenMinutes() {
    bench.table.listen(link);
    bench.task("Orders", "ship", none -> null);
    link.join(store, bench.steering);
    await().until(() -> store.entered.contains("Orders.ship"));
    nanos.set(Duration.ofMinutes(10).toNanos() - 1);
    store.switched.release();
    await().until(store.switched::hasQueuedThreads);
    assertThat(store.entered).hasSize(1);

    nanos.incrementAndGet();
    store.switched.release();

    await().until(() -> store.entered.size() == 2);
    assertThat(store.entries).hasValue(1);
  }

  @Test
  void endsItsThreadAndGivesTheLastAtItsClose() {
    link.join(store, bench.steering);
    await().until(store.switched::hasQueuedThreads);
    link.after(bench).audited(entry("Orders.ship"));

    link.close(Duration.ofSeconds(20));

    assertThat(store.notes).hasSize(1);
  }

  @Test
  void givesTheLastOfItAtTheEnd() {
    link.join(store, bench.steering);
    await().until(store.switched::hasQueuedThreads);
    link.after(bench).audited(entry("Orders.ship"));

    link.flush();

    assertThat(store.notes).hasSize(1);
  }
}
