package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Watch.Finding;
import io.tlo.execution.Watch.Verdict;
import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.TaskDefinition;
import io.tlo.state.TaskTrigger;
import io.tlo.steering.Switches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The absence of tasks that a framework runs. */
class AbsenceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NEARLY = MINUTE.multipliedBy(3).minusSeconds(1);
  private static final Rhythm EVERY_MINUTE = new Period(MINUTE);

  private final TestBench bench = new TestBench();
  private @Nullable Rhythm rhythm = EVERY_MINUTE;

  private final Timetable timetable = new Timetable() {
    @Override
    public String schedule() {
      return "every 1 min";
    }

    @Override
    public @Nullable Instant nextRunAt() {
      return null;
    }

    @Override
    public @Nullable Rhythm rhythm() {
      return rhythm;
    }
  };

  private final LiveTask poll =
      bench.task(TaskDefinition.builder("Mail", "poll", "m"), new TaskTraits(null, "", timetable));

  @AfterEach
  void close() {
    bench.close();
  }

  private @Nullable Verdict verdict() {
    Finding finding = bench.watch.look(poll);
    return finding == null ? null : finding.verdict();
  }

  private void run(int times) {
    for (int i = 0; i < times; i++) {
      bench.succeed(poll, null);
    }
  }

  private PlannedRhythm dueIn(Duration time) {
    return new PlannedRhythm(EVERY_MINUTE, bench.clock.instant().plus(time));
  }

  @Test
  void taskIsAbsentOnceItWasDueThreeTimes() {
    run(1);
    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(NEARLY);
    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(Duration.ofSeconds(2));

    Duration since = NEARLY.plusSeconds(2);
    assertThat(bench.watch.look(poll)).isEqualTo(new Finding(Verdict.ABSENT, since, MINUTE));
    run(1);
    assertThat(verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void taskOfAnUnknownRhythmIsNeverOk() {
    rhythm = null;
    run(9);
    assertThat(verdict()).isNull();
    run(1);
    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);
    bench.pass(Duration.ofDays(300));
    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);

    rhythm = EVERY_MINUTE;
    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskThatWasNeverCalledIsWatchedOnlyIfItsSchedulerHasPlannedIt() {
    bench.pass(Duration.ofDays(1));
    assertThat(verdict()).isNull();

    rhythm = dueIn(Duration.ofHours(-1));
    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void delayBeforeTheFirstExecutionIsNoAbsence() {
    rhythm = dueIn(Duration.ofHours(5));
    bench.pass(Duration.ofHours(5).plus(MINUTE).plusSeconds(59));
    assertThat(verdict()).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofSeconds(2));

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void plannedMomentBeforeTheLastCallIsNotTheNextOne() {
    rhythm = dueIn(MINUTE);
    bench.pass(Duration.ofHours(1));
    run(1);
    bench.pass(NEARLY);
    assertThat(verdict()).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofSeconds(2));

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskThatIsDueNoMoreIsNotAbsent() {
    rhythm = new PlannedRhythm(moment -> null, bench.clock.instant().plus(MINUTE));
    run(10);
    bench.pass(Duration.ofDays(1));

    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void periodThatMeansNeverAgainIsNotWatched() {
    rhythm = new Period(Duration.ofSeconds(Long.MAX_VALUE));
    run(10);

    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void firstOfSeveralRhythmsCounts() {
    rhythm = new EarliestRhythm(List.of(new Period(Duration.ofDays(1)), EVERY_MINUTE));
    run(1);
    bench.pass(NEARLY.plusSeconds(2));

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void executionThatRunsIsNotAbsentAndHowItDoesIsUnknown() {
    run(1);
    Object token = bench.recorder.begin(poll);
    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(Duration.ofHours(1));
    assertThat(verdict()).isNull();

    bench.recorder.end(poll, token, null, null);

    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(NEARLY);
    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(Duration.ofSeconds(2));
    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void executionThatRunsOverrunsOnceItIsKnownHowLongItMayTake() {
    run(10);
    bench.recorder.begin(poll);
    bench.pass(Duration.ofHours(1));
    assertThat(verdict()).isEqualTo(Verdict.OVERRUN);
  }

  @Test
  void taskThatIsOffIsNotWatchedAndIsWaitedForAnewWhenItIsOnAgain() {
    run(10);
    bench.steering.switchTo(poll, false);
    bench.pass(Duration.ofDays(1));
    assertThat(verdict()).isEqualTo(Verdict.UNWATCHED);

    bench.steering.switchTo(poll, true);
    assertThat(verdict()).isEqualTo(Verdict.OK);
    bench.pass(NEARLY.plusSeconds(2));

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void executionThatAnOperatorTriggeredIsNoSignOfTheScheduler() {
    run(1);
    bench.pass(NEARLY.plusSeconds(2));
    Execution.Pending byHand = bench.recorder.pending(poll, TaskTrigger.MANUAL, "admin");
    Object token = bench.recorder.begin(
        poll, new WorkerThread.Handover(poll, TaskTrigger.MANUAL, byHand), Thread.currentThread());
    bench.recorder.end(poll, token, null, null);
    assertThat(verdict()).isEqualTo(Verdict.ABSENT);

    run(1);
    assertThat(verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void timeInWhichTheMachineSleptIsNoAbsence() {
    Clock afterFourHours = Clock.offset(bench.clock, Duration.ofHours(4));
    Watch watch = new Watch(new Timeline(bench::nanos, afterFourHours), bench.intervals, 3, 3);
    rhythm = dueIn(MINUTE);
    run(10);
    bench.pass(Duration.ofSeconds(5));
    assertThat(watch.look(poll)).extracting(Finding::verdict).isEqualTo(Verdict.OK);

    bench.pass(NEARLY);

    assertThat(watch.look(poll)).extracting(Finding::verdict).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void clockThatIsSetBackMakesNothingAbsent() {
    Clock dayBefore = Clock.offset(bench.clock, Duration.ofDays(-1));
    Watch watch = new Watch(new Timeline(bench::nanos, dayBefore), bench.intervals, 3, 3);
    run(10);
    bench.pass(NEARLY);
    assertThat(watch.look(poll)).extracting(Finding::verdict).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofSeconds(2));

    assertThat(watch.look(poll)).extracting(Finding::verdict).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void quickTaskIsNotAbsentBeforeASecondHasPassed() {
    rhythm = new Period(Duration.ofMillis(10));
    run(1);
    bench.pass(Duration.ofMillis(999));
    assertThat(verdict()).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofMillis(1));

    assertThat(verdict()).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void factorOfZeroWatchesNoAbsence() {
    Watch off = new Watch(new Timeline(bench::nanos, bench.clock), bench.intervals, 3, 0);
    run(10);
    bench.pass(Duration.ofDays(1));

    assertThat(off.look(poll)).extracting(Finding::verdict).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void callThatAnotherInstanceHasTheLeaseForIsASignOfTheScheduler() {
    Timeline timeline = new Timeline(bench::nanos, bench.clock);
    Switches switches = new Switches(List.of(), null, bench.fleetSwitches, timeline, bench);
    TaskTable table = new TaskTable(
        new InMemoryTaskRegistry(),
        bench.store,
        timeline,
        switches,
        (task, notSkippable) -> () -> "held by node-2");
    LiveTask exclusive = table.add(
        TaskDefinition.builder("Mail", "send", "m").build(),
        new TestInvoker(bench.recorder, none -> null),
        new TaskTraits(null, "", timetable));
    assertThat(bench.watch.look(exclusive)).isNull();
    assertThat(bench.recorder.begin(exclusive)).isEqualTo(Recorder.SKIPPED);
    bench.pass(NEARLY);
    assertThat(bench.watch.look(exclusive)).extracting(Finding::verdict).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.watch.look(exclusive)).extracting(Finding::verdict).isEqualTo(Verdict.ABSENT);
  }
}
