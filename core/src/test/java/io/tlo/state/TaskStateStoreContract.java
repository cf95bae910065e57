package io.tlo.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every state store must do; extend it and return an empty store of your own that keeps at least
 * 5,000 records.
 */
public abstract class TaskStateStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private TaskStateStore store;

  /** For the test class of one store. */
  protected TaskStateStoreContract() {}

  /** Returns a new, empty store. */
  protected abstract TaskStateStore empty();

  @BeforeEach
  final void makeStore() {
    store = empty();
  }

  private static TaskStateRecord pending(long id, String task) {
    return TaskStateRecord.pending(id, task, TaskTrigger.APPLICATION, NOON.plusSeconds(id));
  }

  private static TaskStateRecord running(long id, String task) {
    return pending(id, task).running(NOON.plusSeconds(id), "main");
  }

  private static TaskStateRecord succeeded(long id, String task) {
    return running(id, task)
        .ended(
            TaskStatus.SUCCEEDED, NOON.plusSeconds(id + 1), Duration.ofSeconds(1), "r" + id, null);
  }

  private static void assertRefused(ThrowingCallable call, Reason reason, long id) {
    assertThatThrownBy(call)
        .isInstanceOf(TloException.class)
        .hasMessageContaining(Long.toString(id))
        .satisfies(e -> assertThat(((TloException) e).reason()).isEqualTo(reason));
  }

  @Test
  final void newStoreIsEmpty() {
    assertThat(store.count()).isZero();
    assertThat(store.latest(10)).isEmpty();
    assertThat(store.latest("A.a", 10)).isEmpty();
    assertThat(store.get(1)).isEmpty();
  }

  @Test
  final void createdRecordIsReadBackAsItWas() {
    TaskStateRecord made = pending(1, "A.a");

    store.create(made);

    assertThat(store.get(1)).contains(made);
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  final void updatedRecordIsReadBackAsItIsNow() {
    store.create(pending(1, "A.a"));

    store.update(running(1, "A.a"));
    assertThat(store.get(1)).contains(running(1, "A.a"));
    store.update(succeeded(1, "A.a"));

    assertThat(store.get(1)).contains(succeeded(1, "A.a"));
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  final void recordMayBeCreatedRunningOrEnded() {
    store.create(running(1, "A.a"));
    store.create(succeeded(2, "A.a"));

    assertThat(store.get(1)).map(TaskStateRecord::status).contains(TaskStatus.RUNNING);
    assertThat(store.get(2)).map(TaskStateRecord::status).contains(TaskStatus.SUCCEEDED);
  }

  @Test
  final void idThatIsKeptCannotBeCreatedAgain() {
    store.create(pending(7, "A.a"));

    assertRefused(() -> store.create(pending(7, "B.b")), Reason.DUPLICATE_RECORD, 7);

    assertThat(store.get(7)).map(TaskStateRecord::taskName).contains("A.a");
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  final void unknownIdCannotBeUpdated() {
    assertRefused(() -> store.update(running(7, "A.a")), Reason.UNKNOWN_RECORD, 7);

    assertThat(store.count()).isZero();
  }

  @Test
  final void unknownIdCannotBeDeleted() {
    assertRefused(() -> store.delete(7), Reason.UNKNOWN_RECORD, 7);
  }

  @Test
  final void deletedRecordIsGone() {
    store.create(pending(1, "A.a"));
    store.create(pending(2, "A.a"));

    store.delete(1);

    assertThat(store.get(1)).isEmpty();
    assertThat(store.latest("A.a", 10)).extracting(TaskStateRecord::id).containsExactly(2L);
    assertThat(store.count()).isEqualTo(1);
    assertRefused(() -> store.delete(1), Reason.UNKNOWN_RECORD, 1);
  }

  @Test
  final void endedRecordCannotGoOn() {
    store.create(running(1, "A.a"));
    store.update(succeeded(1, "A.a"));

    assertRefused(() -> store.update(running(1, "A.a")), Reason.ILLEGAL_TRANSITION, 1);

    assertThat(store.get(1)).contains(succeeded(1, "A.a"));
  }

  @Test
  final void pendingRecordCannotSucceedUnbegun() {
    store.create(pending(1, "A.a"));

    assertRefused(() -> store.update(succeeded(1, "A.a")), Reason.ILLEGAL_TRANSITION, 1);

    assertThat(store.get(1)).contains(pending(1, "A.a"));
  }

  @Test
  final void latestOfATaskComesNewestFirstAndOfThatTaskOnly() {
    for (long id = 1; id <= 6; id++) {
      store.create(succeeded(id, id % 2 == 0 ? "A.a" : "B.b"));
    }

    assertThat(store.latest("A.a", 10)).extracting(TaskStateRecord::id).containsExactly(6L, 4L, 2L);
    assertThat(store.latest("B.b", 2)).extracting(TaskStateRecord::id).containsExactly(5L, 3L);
    assertThat(store.latest("C.c", 10)).isEmpty();
  }

  @Test
  final void latestOfAllComesNewestFirst() {
    for (long id = 1; id <= 6; id++) {
      store.create(succeeded(id, id % 2 == 0 ? "A.a" : "B.b"));
    }

    assertThat(store.latest(4)).extracting(TaskStateRecord::id).containsExactly(6L, 5L, 4L, 3L);
  }

  @Test
  final void updateDoesNotMakeARecordNewer() {
    store.create(running(1, "A.a"));
    store.create(running(2, "A.a"));

    store.update(succeeded(1, "A.a"));

    assertThat(store.latest("A.a", 10)).extracting(TaskStateRecord::id).containsExactly(2L, 1L);
  }

  @Test
  final void limitOfZeroGivesNothing() {
    store.create(pending(1, "A.a"));

    assertThat(store.latest(0)).isEmpty();
    assertThat(store.latest("A.a", 0)).isEmpty();
  }

  @Test
  final void listThatWasHandedOutDoesNotChange() {
    store.create(pending(1, "A.a"));
    List<TaskStateRecord> latest = store.latest(10);

    store.create(pending(2, "A.a"));

    assertThat(latest).hasSize(1);
  }

  @Test
  final void manyThreadsLoseNoRecord() throws Exception {
    int threads = 8;
    int each = 100;

    atOnce(threads, thread -> {
      for (int i = 0; i < each; i++) {
        long id = (long) thread * each + i;
        store.create(pending(id, "T.t" + thread));
        store.update(running(id, "T.t" + thread));
        store.update(succeeded(id, "T.t" + thread));
      }
      return each;
    });

    assertThat(store.count()).isEqualTo((long) threads * each);
    assertThat(store.latest(threads * each))
        .hasSize(threads * each)
        .allMatch(record -> record.status() == TaskStatus.SUCCEEDED)
        .extracting(TaskStateRecord::id)
        .doesNotHaveDuplicates();
  }

  @Test
  final void ofManyThreadsThatCreateOneIdExactlyOneDoes() throws Exception {
    int threads = 8;
    int ids = 100;

    List<Integer> won = atOnce(threads, thread -> {
      int created = 0;
      for (int id = 0; id < ids; id++) {
        try {
          store.create(pending(id, "T.t" + thread));
          created++;
        } catch (TloException e) {
          assertThat(e.reason()).isEqualTo(Reason.DUPLICATE_RECORD);
        }
      }
      return created;
    });

    assertThat(won.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ids);
    assertThat(store.count()).isEqualTo(ids);
  }

  @Test
  final void recordIsThereForReadersWhileItIsUpdated() throws Exception {
    int records = 500;
    for (long id = 0; id < records; id++) {
      store.create(pending(id, "A.a"));
    }

    List<Integer> missed = atOnce(2, thread -> {
      int missing = 0;
      for (long id = 0; id < records; id++) {
        if (thread == 0) {
          store.update(running(id, "A.a"));
        } else {
          missing += store.get(id).isPresent() ? 0 : 1;
          missing += store.latest("A.a", records).size() == records ? 0 : 1;
        }
      }
      return missing;
    });

    assertThat(missed).containsOnly(0);
  }

  private interface Work {
    int run(int thread) throws Exception;
  }

  private static List<Integer> atOnce(int threads, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(pool.submit(() -> {
          start.await();
          return work.run(thread);
        }));
      }
      start.countDown();
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> each : running) {
        results.add(each.get(300, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
