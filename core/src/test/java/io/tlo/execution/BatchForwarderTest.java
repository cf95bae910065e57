package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.state.BatchTaskStateStore;
import io.tlo.state.SilentStore;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class BatchForwarderTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int CAPACITY = 2_000;

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Forwarder forwarder =
      new Forwarder((text, cause) -> faults.add(text), true, CAPACITY, Timeline.system());
  private final TestBench bench = new TestBench(forwarder);
  private final LiveTask task = bench.idle();
  private final DatabaseLikeStore store = new DatabaseLikeStore();

  @AfterEach
  void close() {
    store.away = false;
    bench.close();
    forwarder.close(Duration.ZERO);
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(LONG).until(condition);
  }

  /** A store that can be away, and that may refuse a record for good. */
  private static final class DatabaseLikeStore
      implements BatchTaskStateStore, SilentStore, AutoCloseable {
    final List<List<TaskStateRecord>> batches = new CopyOnWriteArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger attempts = new AtomicInteger();
    volatile boolean away;
    volatile boolean awayOnceItHasTaken;
    volatile long refused = -1;

    @Override
    public void write(List<TaskStateRecord> records) {
      attempts.incrementAndGet();
      if (away) {
        throw new TloException(Reason.STORE_UNAVAILABLE, "no connection to db:5432");
      }
      if (records.stream().anyMatch(each -> each.id() == refused)) {
        throw new IllegalStateException("cannot be written");
      }
      batches.add(List.copyOf(records));
      if (awayOnceItHasTaken) {
        away = true;
        throw new TloException(Reason.STORE_UNAVAILABLE, "the connection broke");
      }
    }

    List<Long> ids() {
      List<Long> ids = new ArrayList<>();
      batches.forEach(batch -> batch.forEach(each -> ids.add(each.id())));
      return ids;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      bench.succeed(task, i);
    }
  }

  private StoreStatus status() {
    return Objects.requireNonNull(bench.records.storeStatus());
  }

  @Test
  void executionsComeInBatchesInTheirOrderEachOnceAsItEnded() {
    succeed(1_200);
    bench.steering.switchTo(task, false);
    bench.recorder.begin(task);

    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.batches).extracting(List::size).containsExactly(500, 500, 201);
    assertThat(store.ids()).isSorted().doesNotHaveDuplicates().hasSize(1_201);
    assertThat(store.batches.get(0)).allMatch(each -> each.status() == TaskStatus.SUCCEEDED);
    assertThat(store.batches.get(2).get(200).status()).isEqualTo(TaskStatus.SKIPPED);
    assertThat(status().written()).isEqualTo(1_200);
    assertThat(status().queued()).isZero();
    assertThat(status().lagMillis()).isZero();
    assertThat(status().lastError()).isNull();
    assertThat(faults).isEmpty();
  }

  @Test
  void whatAStoreThatIsAwayCannotTakeWaitsAndThenComesOnce() {
    store.away = true;
    forwarder.start(null, store);
    succeed(700);
    until(() -> status().retries() >= 2);

    assertThat(status().queued()).isEqualTo(700);
    assertThat(status().lastError()).isEqualTo("no connection to db:5432");
    assertThat(status().lastErrorAt()).isNotNull();
    assertThat(faults)
        .containsExactly("the state store cannot be reached, records wait for it:"
            + " no connection to db:5432");

    store.away = false;
    until(() -> status().queued() == 0);

    assertThat(store.ids()).isSorted().doesNotHaveDuplicates().hasSize(700);
    assertThat(status().written()).isEqualTo(700);
    assertThat(status().dropped()).isZero();
    assertThat(faults).hasSize(1);
  }

  @Test
  void whatDoesNotFitWhileItIsAwayIsDroppedAndTheSumComesOut() {
    store.away = true;
    forwarder.start(null, store);
    succeed(CAPACITY + 300);

    assertThat(status().queued()).isEqualTo(CAPACITY);
    assertThat(status().dropped()).isEqualTo(300);
    store.away = false;
    until(() -> status().queued() == 0);

    assertThat(status().written() + status().dropped()).isEqualTo(CAPACITY + 300);
    assertThat(store.ids()).hasSize(CAPACITY);
    assertThat(bench.records.counts().kept()).isEqualTo(CAPACITY);
    assertThat(bench.records.counts().dropped()).isEqualTo(300);
  }

  @Test
  void theSumComesOutAtAnyMomentWhileTheQueueEmpties() {
    forwarder.start(null, store);
    long ended = 0;
    for (int round = 0; round < 50; round++) {
      succeed(CAPACITY / 2);
      ended += CAPACITY / 2;
      StoreStatus now;
      do {
        now = status();
        assertThat(now.written() + now.queued() + now.dropped()).isEqualTo(ended);
      } while (now.queued() > 0);
    }
  }

  @Test
  void aSecondAbsenceIsToldAgain() {
    store.away = true;
    forwarder.start(null, store);
    succeed(1);
    until(() -> faults.size() == 1);
    store.away = false;
    until(() -> status().queued() == 0);
    store.away = true;
    succeed(1);

    until(() -> faults.size() == 2);
  }

  @Test
  void aRecordThatIsRefusedCostsTheOthersNothing() {
    store.refused = 7;
    succeed(20);
    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.ids()).hasSize(19).doesNotContain(7L).isSorted();
    assertThat(status().written()).isEqualTo(19);
    assertThat(status().dropped()).isEqualTo(1);
    assertThat(status().lastError())
        .isEqualTo("java.lang.IllegalStateException: cannot be written");
    assertThat(faults)
        .containsExactly("the custom store " + store.getClass().getName()
            + " failed, further failures are only counted");
  }

  @Test
  void aRecordThatIsRefusedCostsAFewAttemptsAndNotOneForEachOfTheOthers() {
    succeed(500);
    store.refused = 300;
    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.ids()).hasSize(499).doesNotContain(300L).isSorted();
    assertThat(status().dropped()).isEqualTo(1);
    // Halves are refused until it is alone, and those that were taken in between grow again.
    assertThat(store.attempts.get()).isLessThan(50);
  }

  @Test
  void theEndOfTheProgramDoesNotWaitOutAPause() {
    store.away = true;
    forwarder.start(null, store);
    succeed(3);
    // By then a pause takes longer than a second.
    until(() -> status().retries() >= 4);
    store.away = false;
    forwarder.flush(Duration.ofSeconds(2));

    assertThat(status().written()).isEqualTo(3);
  }

  @Test
  void whatIsLeftAtTheEndIsToldAndTheStoreIsClosed() throws InterruptedException {
    store.away = true;
    forwarder.start(null, store);
    succeed(3);

    // The store stays away: a close that waited for it would not come back.
    forwarder.close(Duration.ofMillis(300));

    assertThat(faults)
        .last()
        .isEqualTo("the custom store could not take all in time, 3 records were not stored");
    store.closed.await();
  }

  @Test
  void lagIsTheAgeOfWhatHasWaitedLongest() {
    TestBench timed = new TestBench();
    Timeline timeline = new Timeline(timed::nanos, timed.clock);
    Forwarder waiting = new Forwarder((text, cause) -> {}, true, 10, timeline);
    LiveTask idle = timed.idle();
    waiting.offer(idle, ended(timed, timeline));
    timed.pass(Duration.ofSeconds(3));
    waiting.offer(idle, ended(timed, timeline));
    timed.pass(Duration.ofSeconds(4));

    assertThat(waiting.status().lagMillis()).isEqualTo(7_000);
    store.away = true;
    waiting.start(null, store);
    until(() -> waiting.status().retries() > 0);
    assertThat(waiting.status().lagMillis()).isEqualTo(7_000);
    waiting.close(Duration.ZERO);
    timed.close();
  }

  private static Execution ended(TestBench timed, Timeline timeline) {
    Execution execution = new Execution(
        timed.nanos(),
        timeline.anchor(),
        TaskTrigger.APPLICATION,
        TaskStatus.RUNNING,
        timed.nanos());
    execution.end(TaskStatus.SUCCEEDED, timed.nanos(), null);
    return execution;
  }

  @Test
  void whatRunsForASecondIsToldBeforeItEndsAndItsEndAlwaysFits() {
    TestBench timed = new TestBench();
    Timeline timeline = new Timeline(timed::nanos, timed.clock);
    Forwarder timedForwarder = new Forwarder((text, cause) -> {}, true, 1, timeline);
    TestBench recording = new TestBench(timedForwarder);
    LiveTask slow = recording.task("Orders", "slow", none -> null);
    Object running = recording.recorder.begin(slow);
    recording.pass(Duration.ofSeconds(2));
    timed.pass(Duration.ofSeconds(2));
    timedForwarder.start(null, store);
    until(() -> !store.batches.isEmpty());
    assertThat(store.batches.get(0))
        .singleElement()
        .satisfies(each -> assertThat(each.status()).isEqualTo(TaskStatus.RUNNING));

    store.away = true;
    Object quick = recording.recorder.begin(slow);
    recording.recorder.end(slow, quick, null, null);
    until(() -> timedForwarder.status().retries() > 0);
    recording.recorder.end(slow, recording.recorder.begin(slow), null, null);
    recording.recorder.end(slow, running, null, null);
    assertThat(timedForwarder.status().dropped()).isEqualTo(1);
    assertThat(timedForwarder.status().queued()).isEqualTo(2);
    store.away = false;
    until(() -> timedForwarder.status().queued() == 0);

    assertThat(store.batches.get(store.batches.size() - 1)).last().satisfies(each -> {
      assertThat(each.id()).isEqualTo(((Execution) running).id());
      assertThat(each.status()).isEqualTo(TaskStatus.SUCCEEDED);
    });
    timedForwarder.close(Duration.ZERO);
    recording.close();
    timed.close();
  }

  @Test
  void whatAStoreTookBeforeItFailedEndsThereToo() {
    TestBench timed = new TestBench();
    Timeline timeline = new Timeline(timed::nanos, timed.clock);
    Forwarder timedForwarder = new Forwarder((text, cause) -> {}, true, 1, timeline);
    TestBench recording = new TestBench(timedForwarder);
    LiveTask slow = recording.task("Orders", "slow", none -> null);
    Object running = recording.recorder.begin(slow);
    recording.pass(Duration.ofSeconds(2));
    timed.pass(Duration.ofSeconds(2));
    store.awayOnceItHasTaken = true;
    timedForwarder.start(null, store);
    until(() -> !store.batches.isEmpty());
    recording.recorder.end(slow, recording.recorder.begin(slow), null, null);
    until(() -> timedForwarder.status().retries() > 0);

    recording.recorder.end(slow, running, null, null);
    assertThat(timedForwarder.status().dropped()).isZero();
    store.awayOnceItHasTaken = false;
    store.away = false;
    until(() -> timedForwarder.status().queued() == 0);

    assertThat(store.batches.get(store.batches.size() - 1)).last().satisfies(each -> {
      assertThat(each.id()).isEqualTo(((Execution) running).id());
      assertThat(each.status()).isEqualTo(TaskStatus.SUCCEEDED);
    });
    timedForwarder.close(Duration.ZERO);
    recording.close();
    timed.close();
  }

  @Test
  void whatRunsIsToldAgainWhereTheStoreWasAway() {
    TestBench timed = new TestBench();
    Timeline timeline = new Timeline(timed::nanos, timed.clock);
    Forwarder timedForwarder = new Forwarder((text, cause) -> {}, true, 1, timeline);
    TestBench recording = new TestBench(timedForwarder);
    LiveTask slow = recording.task("Orders", "slow", none -> null);
    recording.recorder.begin(slow);
    recording.pass(Duration.ofSeconds(2));
    timed.pass(Duration.ofSeconds(2));
    store.away = true;
    timedForwarder.start(null, store);
    until(() -> timedForwarder.status().lastError() != null);

    store.away = false;
    until(() -> {
      timed.pass(Duration.ofSeconds(2));
      return !store.batches.isEmpty();
    });

    assertThat(store.batches.get(0))
        .singleElement()
        .satisfies(each -> assertThat(each.status()).isEqualTo(TaskStatus.RUNNING));
    timedForwarder.close(Duration.ZERO);
    recording.close();
    timed.close();
  }

  @Test
  void aStoreOfBatchesIsUsableAloneToo() {
    @Nullable TaskStateRecord none = store.get(1).orElse(null);
    assertThat(none).isNull();
    TaskStateRecord pending =
        TaskStateRecord.pending(1, "Orders.ship", TaskTrigger.MANUAL, TestBench.NOON);
    store.create(pending);
    store.update(pending.running(TestBench.NOON, "main"));

    assertThat(store.batches).hasSize(2);
  }
}
