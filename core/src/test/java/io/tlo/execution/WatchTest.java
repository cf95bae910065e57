package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Watch.Finding;
import io.tlo.execution.Watch.Verdict;
import io.tlo.registry.TaskDefinition;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

  // So long that no turn is really taken while a test runs; time passes on the bench's clock only.
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final TestBench bench = new TestBench();
  private final LiveTask ship = bench.idle();
  private final LiveTask clean =
      bench.task(TaskDefinition.builder("Orders", "clean", "m").interval(INTERVAL), none -> null);

  @AfterEach
  void close() {
    bench.close();
  }

  private @Nullable Verdict verdict(LiveTask task) {
    Finding finding = bench.watch.look(task);
    return finding == null ? null : finding.verdict();
  }

  private void take(LiveTask task, Duration duration, int times) {
    for (int i = 0; i < times; i++) {
      Object token = bench.recorder.begin(task);
      bench.pass(duration);
      bench.recorder.end(task, token, null, null);
    }
  }

  @Test
  void fewerThanTenExecutionsAreNoBasis() {
    take(ship, Duration.ofMillis(1), 9);
    bench.recorder.begin(ship);
    bench.pass(Duration.ofHours(1));
    assertThat(verdict(ship)).isNull();

    take(ship, Duration.ofMillis(1), 1);

    assertThat(verdict(ship)).isEqualTo(Verdict.OVERRUN);
  }

  @Test
  void executionOverrunsBeyondItsFactorTimesThePercentile() {
    take(ship, Duration.ofSeconds(2), 10);
    Object token = bench.recorder.begin(ship);
    bench.pass(Duration.ofSeconds(6));
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);
    bench.pass(Duration.ofSeconds(1));

    Finding finding = Objects.requireNonNull(bench.watch.look(ship));

    assertThat(finding)
        .isEqualTo(new Finding(Verdict.OVERRUN, Duration.ofSeconds(7), Duration.ofSeconds(2)));
    bench.recorder.end(ship, token, null, null);
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void executionOfLessThanASecondIsNoOverrun() {
    take(ship, Duration.ofMillis(1), 10);
    bench.recorder.begin(ship);
    bench.pass(Duration.ofMillis(999));
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);

    bench.pass(Duration.ofMillis(1));

    assertThat(verdict(ship)).isEqualTo(Verdict.OVERRUN);
  }

  @Test
  void executionOfLessThanItsIntervalIsNoOverrun() {
    take(clean, Duration.ofMillis(1), 10);
    bench.recorder.begin(clean);
    bench.pass(INTERVAL.minusNanos(1));
    assertThat(verdict(clean)).isEqualTo(Verdict.UNWATCHED);

    bench.pass(Duration.ofNanos(1));

    assertThat(verdict(clean)).isEqualTo(Verdict.OVERRUN);
  }

  @Test
  void oldestOfSeveralRunningExecutionsCounts() {
    take(ship, Duration.ofMillis(1), 10);
    Object oldest = bench.recorder.begin(ship);
    bench.pass(Duration.ofSeconds(2));
    Object second = bench.recorder.begin(ship);
    take(ship, Duration.ofMillis(1), 500);
    assertThat(verdict(ship)).isEqualTo(Verdict.OVERRUN);

    bench.recorder.end(ship, oldest, null, null);
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);
    bench.pass(Duration.ofSeconds(2));
    assertThat(verdict(ship)).isEqualTo(Verdict.OVERRUN);

    bench.recorder.end(ship, second, null, null);
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void executionThatWaitsToBeginIsNoOverrun() {
    take(ship, Duration.ofMillis(1), 10);
    bench.recorder.pending(ship, io.tlo.state.TaskTrigger.MANUAL, "admin");
    bench.recorder.begin(ship);
    bench.pass(Duration.ofMillis(500));

    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);
  }

  @Test
  void resetTakesTheBasisAway() {
    take(ship, Duration.ofMillis(1), 10);
    assertThat(verdict(ship)).isEqualTo(Verdict.UNWATCHED);

    ship.resetStatistics();

    assertThat(verdict(ship)).isNull();
  }

  @Test
  void recurringTaskWhoseTurnsHaveNotBegunHasNoBasis() {
    bench.pass(INTERVAL.multipliedBy(10));

    assertThat(verdict(clean)).isNull();
  }

  @Test
  void taskIsAbsentWhenNothingBeginsForItsFactorOfIntervals() {
    bench.pass(INTERVAL.multipliedBy(10));
    bench.intervals.start(clean);
    bench.pass(INTERVAL.multipliedBy(3));
    assertThat(verdict(clean)).isEqualTo(Verdict.OK);
    bench.pass(INTERVAL);

    assertThat(bench.watch.look(clean))
        .isEqualTo(new Finding(Verdict.ABSENT, INTERVAL.multipliedBy(4), INTERVAL));

    take(clean, Duration.ofMillis(1), 1);
    assertThat(verdict(clean)).isEqualTo(Verdict.OK);
    bench.pass(INTERVAL.multipliedBy(4));
    assertThat(verdict(clean)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskThatIsOffIsNotAbsentAndIsWaitedForAnewWhenItIsOnAgain() {
    bench.intervals.start(clean);
    bench.steering.switchTo(clean, false);
    bench.pass(INTERVAL.multipliedBy(10));
    assertThat(verdict(clean)).isNull();

    bench.steering.switchTo(clean, true);
    assertThat(verdict(clean)).isEqualTo(Verdict.OK);
    bench.pass(INTERVAL.multipliedBy(3).plusNanos(10));

    assertThat(verdict(clean)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskWithoutAnInstanceIsNotWatchedUntilThereIsOneAgain() {
    TestInvoker invoker = new TestInvoker(bench.recorder, none -> null);
    LiveTask sweep = bench.table.add(
        TaskDefinition.builder("Orders", "sweep", "m").interval(INTERVAL).build(),
        invoker,
        TaskTraits.PLAIN);
    bench.intervals.start(sweep);
    take(sweep, Duration.ofMillis(1), 9);
    bench.pass(INTERVAL.multipliedBy(4));
    assertThat(verdict(sweep)).isEqualTo(Verdict.ABSENT);

    invoker.refusal.set("no instance");
    assertThat(verdict(sweep)).isNull();
    take(sweep, Duration.ofMillis(1), 1);
    bench.pass(INTERVAL.multipliedBy(4));
    assertThat(verdict(sweep)).isEqualTo(Verdict.UNWATCHED);

    invoker.refusal.set(null);
    assertThat(verdict(sweep)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskWithAShortIntervalIsNotAbsentBeforeASecondHasPassed() {
    LiveTask quick = bench.task(
        TaskDefinition.builder("Orders", "quick", "m").interval(Duration.ofMillis(10)),
        none -> null);
    // No turn is really taken.
    bench.worker.close();
    bench.intervals.start(quick);
    bench.pass(Duration.ofMillis(999));
    assertThat(verdict(quick)).isEqualTo(Verdict.OK);

    bench.pass(Duration.ofMillis(1));

    assertThat(verdict(quick)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void taskThatHangsAtItsIntervalOverruns() {
    bench.intervals.start(clean);
    take(clean, Duration.ofMillis(1), 10);
    bench.recorder.begin(clean);
    bench.pass(INTERVAL.multipliedBy(10));

    assertThat(verdict(clean)).isEqualTo(Verdict.OVERRUN);
  }

  @Test
  void taskThatUsuallyRunsForSeveralIntervalsIsFineWhileItDoes() {
    bench.intervals.start(clean);
    take(clean, INTERVAL.multipliedBy(5), 10);
    bench.recorder.begin(clean);
    bench.pass(INTERVAL.multipliedBy(5));

    assertThat(verdict(clean)).isEqualTo(Verdict.OK);
  }

  @Test
  void taskThatHangsInItsFirstExecutionIsAbsent() {
    bench.intervals.start(clean);
    bench.recorder.begin(clean);
    bench.pass(INTERVAL.multipliedBy(4));

    assertThat(verdict(clean)).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void factorsOfZeroTurnItOff() {
    Watch off =
        new Watch(new Timeline(bench::nanos, java.time.Clock.systemUTC()), bench.intervals, 0, 0);
    bench.intervals.start(clean);
    take(clean, Duration.ofMillis(1), 10);
    bench.recorder.begin(clean);
    bench.pass(INTERVAL.multipliedBy(10));

    assertThat(off.look(clean)).isNull();
  }

  @Test
  void largestFactorOfTheLongestDurationDoesNotOverflow() {
    Watch patient = new Watch(
        new Timeline(bench::nanos, java.time.Clock.systemUTC()), bench.intervals, 1_000, 1_000);
    take(ship, Duration.ofDays(300), 10);
    bench.recorder.begin(ship);
    bench.pass(Duration.ofDays(365));

    assertThat(Objects.requireNonNull(patient.look(ship)).verdict()).isEqualTo(Verdict.UNWATCHED);
  }
}
