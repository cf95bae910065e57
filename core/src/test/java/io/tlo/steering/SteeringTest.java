package io.tlo.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.LiveTask;
import io.tlo.execution.TaskTraits;
import io.tlo.execution.TestBench;
import io.tlo.fleet.AuditEntry;
import io.tlo.registry.NamePattern;
import io.tlo.registry.TaskDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringTest {

  private static final String METHOD = "com.acme.Orders.ship()";

  @TempDir
  private Path folder;

  private TestBench bench = new TestBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private TestBench restarted(List<NamePattern> off) {
    bench.close();
    bench = new TestBench(off, file(), TriggerPolicy.ALL);
    return bench;
  }

  private SwitchFile file() {
    return SwitchFile.open(folder.resolve("switches").toFile(), bench.clock, bench);
  }

  private void tick(Duration time) {
    bench.pass(time);
    bench.steering.endPauses();
  }

  @Test
  void taskThatIsOffForAWhileComesBackByItself() {
    LiveTask task = bench.idle();

    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(900));
    tick(Duration.ofSeconds(899));
    assertThat(task.enabled()).isFalse();
    assertThat(task.disabledUntil()).isEqualTo(TestBench.NOON.plusSeconds(900));
    tick(Duration.ofSeconds(1));

    assertThat(task.enabled()).isTrue();
    assertThat(task.disabledUntil()).isNull();
    assertThat(bench.audited)
        .containsExactly(new AuditEntry(
            TestBench.NOON.plusSeconds(900),
            "enable",
            "Orders.ship",
            "tlo",
            "timer",
            "Orders.ship is enabled again"));
  }

  @Test
  void theEndOfAPauseCanBeMoved() {
    LiveTask task = bench.idle();
    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(10));

    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(30));
    tick(Duration.ofSeconds(20));

    assertThat(task.enabled()).isFalse();
  }

  @Test
  void switchingOffWithoutEndReplacesAPause() {
    LiveTask task = bench.idle();
    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(10));

    assertThat(bench.steering.switchTo(task, false).changed()).containsExactly(task);
    tick(Duration.ofDays(1));

    assertThat(task.enabled()).isFalse();
    assertThat(task.disabledUntil()).isNull();
  }

  @Test
  void switchingOnEndsAPause() {
    LiveTask task = bench.idle();
    bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(10));

    bench.steering.switchTo(task, true);

    assertThat(task.disabledUntil()).isNull();
  }

  @Test
  void pauseOfATaskThatIsOffWithoutEndIsRefused() {
    LiveTask task = bench.idle();
    bench.steering.switchTo(task, false);

    assertThatThrownBy(() -> bench.steering.disableUntil(task, TestBench.NOON.plusSeconds(10)))
        .isInstanceOf(TloException.class)
        .hasMessage(
            "task 'Orders.ship' is disabled already, without end; enable it first if it is to"
                + " come back by itself");
    tick(Duration.ofDays(1));
    assertThat(task.enabled()).isFalse();
  }

  @Test
  void severalTasksAreSwitchedAndThoseThatCannotBeAreNamed() {
    LiveTask ship = bench.idle();
    LiveTask bill = bench.task("Orders", "bill", none -> null);
    LiveTask flow = bench.table.add(
        TaskDefinition.builder("Orders", "flow", "com.acme.Orders.flow()").build(),
        bill.invoker(),
        TaskTraits.switchableUnless("it is asked once"));
    bench.steering.switchTo(bill, false);

    Switched switched = bench.steering.switchTo(List.of(ship, bill, flow), false);

    assertThat(switched.changed()).containsExactly(ship);
    assertThat(switched.unchanged()).containsExactly(bill);
    assertThat(switched.refused())
        .containsExactlyEntriesOf(java.util.Map.of(flow, "it is asked once"));
    assertThat(flow.enabled()).isTrue();
  }

  @Test
  void switchesHoldAfterARestart() {
    restarted(List.of());
    bench.steering.switchTo(bench.idle(), false);

    assertThat(restarted(List.of()).idle().enabled()).isFalse();
    assertThat(bench.faults).isEmpty();
  }

  @Test
  void pauseHoldsAfterARestartAndEnds() {
    restarted(List.of());
    bench.steering.disableUntil(bench.idle(), TestBench.NOON.plusSeconds(60));

    LiveTask again = restarted(List.of()).idle();
    assertThat(again.enabled()).isFalse();
    tick(Duration.ofSeconds(60));

    assertThat(again.enabled()).isTrue();
  }

  @Test
  void whatAnOperatorSwitchedOnComesBeforeThePatterns() {
    List<NamePattern> all = List.of(NamePattern.of("*"));
    LiveTask task = restarted(all).idle();
    assertThat(task.enabled()).isFalse();

    bench.steering.switchTo(task, true);

    assertThat(restarted(all).idle().enabled()).isTrue();
    assertThat(bench.task("Orders", "bill", none -> null).enabled()).isFalse();
  }

  @Test
  void whatIsSwitchedToWhereItStandsIsKeptAsWell() {
    List<NamePattern> all = List.of(NamePattern.of("*"));
    LiveTask task = restarted(all).idle();

    assertThat(bench.steering.switchTo(task, false).changed()).isEmpty();

    assertThat(restarted(List.of()).idle().enabled()).isFalse();
  }

  @Test
  void ofSeveralTasksOnlyThoseThatChangedAreKept() {
    LiveTask ship = restarted(List.of()).idle();
    LiveTask bill = bench.task("Orders", "bill", none -> null);
    bench.steering.switchTo(ship, false);
    bench.steering.switchTo(List.of(ship, bill), true);

    restarted(List.of(NamePattern.of("*")));
    assertThat(bench.idle().enabled()).isTrue();
    assertThat(bench.task("Orders", "bill", none -> null).enabled()).isFalse();
  }

  @Test
  void fileThatCannotBeWrittenIsToldAndTheSwitchHoldsUntilTheRestart() throws Exception {
    LiveTask task = restarted(List.of()).idle();
    Files.delete(folder);

    Switched switched = bench.steering.switchTo(task, false);

    assertThat(task.enabled()).isFalse();
    assertThat(switched.notKept()).contains("switches");
    Files.createDirectory(folder);
  }

  @Test
  void taskThatCannotBeOffStartsOnAndThatIsTold() {
    restarted(List.of(NamePattern.of("Orders.*")));

    LiveTask flow = bench.table.add(
        TaskDefinition.builder("Orders", "flow", "com.acme.Orders.flow()").build(),
        bench.idle().invoker(),
        TaskTraits.switchableUnless("it is asked once"));

    assertThat(flow.enabled()).isTrue();
    assertThat(bench.faults)
        .containsExactly("task 'Orders.flow' should start switched off (settings disabled,"
            + " switch.file) and cannot: it is asked once; it runs");
  }

  @Test
  void copiesOfATasksClassAreSwitchedWithIt() {
    LiveTask ship = bench.idle();
    LiveTask copy = bench.numbered(ship, 2);
    LiveTask namesake = bench.namesake(ship, "com.acme.b.Orders");

    assertThat(bench.steering.switchTo(ship, false).changed()).containsExactly(ship, copy);
    assertThat(copy.enabled()).isFalse();
    assertThat(namesake.enabled()).isTrue();

    assertThat(bench.steering.toggle(ship).changed()).containsExactly(ship, copy);
    assertThat(copy.enabled()).isTrue();

    bench.steering.disableUntil(ship, TestBench.NOON.plusSeconds(10));
    assertThat(copy.disabledUntil()).isEqualTo(TestBench.NOON.plusSeconds(10));
    tick(Duration.ofSeconds(10));
    assertThat(copy.enabled()).isTrue();
  }

  @Test
  void numberedCopyIsSwitchedAlone() {
    LiveTask ship = bench.idle();
    LiveTask copy = bench.numbered(ship, 2);

    assertThat(bench.steering.switchTo(copy, false).changed()).containsExactly(copy);

    assertThat(ship.enabled()).isTrue();
  }

  @Test
  void copyThatIsOffWithoutEndIsNotGivenOneByAPauseOfTheTask() {
    LiveTask ship = bench.idle();
    LiveTask copy = bench.numbered(ship, 2);
    bench.steering.switchTo(copy, false);

    bench.steering.disableUntil(ship, TestBench.NOON.plusSeconds(10));
    tick(Duration.ofSeconds(10));

    assertThat(ship.enabled()).isTrue();
    assertThat(copy.enabled()).isFalse();
  }

  @Test
  void copyThatComesLaterBeginsAsTheMethodWasSwitchedLast() {
    LiveTask ship = bench.idle();
    bench.steering.switchTo(ship, false);

    LiveTask second = bench.numbered(ship, 2);
    assertThat(second.enabled()).isFalse();

    bench.steering.switchTo(second, true);
    assertThat(bench.numbered(ship, 3).enabled()).isTrue();
  }

  @Test
  void classThatIsLoadedAnewAfterItWentBeginsAsItWasSwitchedLast() {
    LiveTask ship = bench.idle();
    bench.steering.switchTo(ship, false);
    bench.table.remove(ship);

    assertThat(bench.idle().enabled()).isFalse();
  }

  private LiveTask job(String className, String key) {
    String method = "com.acme." + className + ".execute[" + key + "](org.quartz.Context)";
    return bench.task(TaskDefinition.builder(className, key, method), none -> null);
  }

  @Test
  void switchOfAJobsKeyHoldsForAnotherClassThatComesUnderTheKey() {
    bench.steering.switchTo(job("ReportJob", "nightly"), false);

    LiveTask replaced = job("ImportJob", "nightly");
    assertThat(replaced.enabled()).isFalse();
    assertThat(job("ImportJob", "hourly").enabled()).isTrue();

    Switched on = bench.steering.switchTo(replaced, true);
    assertThat(on.changed()).extracting(LiveTask::name).contains("ReportJob.nightly");
    assertThat(job("ArchiveJob", "nightly").enabled()).isTrue();
  }

  @Test
  void switchOfAJobsKeyHoldsForAnotherClassAfterARestart() {
    restarted(List.of());
    bench.steering.switchTo(job("ReportJob", "nightly"), false);
    restarted(List.of());

    LiveTask replaced = job("ImportJob", "nightly");
    assertThat(replaced.enabled()).isFalse();
    assertThat(job("ImportJob", "hourly").enabled()).isTrue();

    bench.steering.switchTo(replaced, true);
    restarted(List.of());
    assertThat(job("ReportJob", "nightly").enabled()).isTrue();
    assertThat(job("ArchiveJob", "nightly").enabled()).isTrue();
  }

  @Test
  void copyThatComesDuringAPauseComesBackWithTheTaskAndOneAfterItIsOn() {
    LiveTask ship = bench.idle();
    bench.steering.disableUntil(ship, TestBench.NOON.plusSeconds(10));

    LiveTask during = bench.numbered(ship, 2);
    assertThat(during.disabledUntil()).isEqualTo(TestBench.NOON.plusSeconds(10));
    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.numbered(ship, 3).enabled()).isTrue();
    bench.steering.endPauses();
    assertThat(during.enabled()).isTrue();
  }

  @Test
  void copyThatComesLaterFollowsTheOperatorAndNotTheSetting() {
    LiveTask ship = restarted(List.of(NamePattern.of("*"))).idle();

    bench.steering.switchTo(ship, true);

    assertThat(bench.numbered(ship, 2).enabled()).isTrue();
  }

  @Test
  void copyThatComesWhileTheTaskIsSwitchedOffIsOffAfterwards() throws Exception {
    ExecutorService loading = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 200; i++) {
        LiveTask ship = bench.task("Orders", "ship" + i, none -> null);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<LiveTask> copy = loading.submit(() -> {
          start.await(60, TimeUnit.SECONDS);
          return bench.numbered(ship, 2);
        });
        start.await(60, TimeUnit.SECONDS);
        bench.steering.switchTo(ship, false);

        assertThat(copy.get(60, TimeUnit.SECONDS).enabled()).isFalse();
      }
    } finally {
      loading.shutdownNow();
    }
  }

  @Test
  void taskThatComesBackIsSwitchedAsItWas() {
    LiveTask before = bench.idle();
    LiveTask copy = bench.numbered(before, 2);
    bench.steering.disableUntil(before, TestBench.NOON.plusSeconds(60));
    bench.steering.switchTo(copy, true);
    bench.table.remove(before);

    LiveTask again = bench.idle();
    assertThat(again.enabled()).isTrue();
    bench.steering.carryOver(before, again);

    assertThat(again.enabled()).isFalse();
    assertThat(again.disabledUntil()).isEqualTo(TestBench.NOON.plusSeconds(60));
  }

  @Test
  void argumentsOfATaskThatIsOffAreNotLookedAt() {
    LiveTask task = bench.idle();
    bench.steering.switchTo(task, false);

    assertThatThrownBy(() -> bench.steering.triggerWith(task, "no number", "admin"))
        .hasMessage("task 'Orders.ship' is disabled; enable it first");
  }

  @Test
  void triggersCanBeForbidden() {
    bench.close();
    bench = new TestBench(List.of(), null, TriggerPolicy.OFF);

    assertThatThrownBy(() -> bench.steering.trigger(bench.idle(), "admin"))
        .isInstanceOfSatisfying(
            TloException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_RUNNABLE))
        .hasMessage("task 'Orders.ship' cannot be triggered: the setting trigger=off forbids it");
  }

  @Test
  void triggersOfForeignTasksCanBeForbidden() {
    bench.close();
    bench = new TestBench(List.of(), null, TriggerPolicy.OWN);
    LiveTask own = bench.task(
        TaskDefinition.builder("Orders", "ship", METHOD).source("io.tlo.Task"), none -> null);
    LiveTask foreign = bench.task(
        TaskDefinition.builder("Orders", "bill", "m").source("com.acme.Nightly"), none -> null);

    assertThat(bench.steering.trigger(own, "admin")).isPositive();
    assertThatThrownBy(() -> bench.steering.trigger(foreign, "admin"))
        .hasMessage("task 'Orders.bill' cannot be triggered: the setting trigger=own allows only"
            + " tasks under io.tlo.Task, and this one is under com.acme.Nightly");
  }
}
