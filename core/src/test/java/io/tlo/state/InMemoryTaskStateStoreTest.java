package io.tlo.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class InMemoryTaskStateStoreTest extends TaskStateStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Override
  protected TaskStateStore empty() {
    return new InMemoryTaskStateStore(5_000, 10_000);
  }

  private static TaskStateRecord running(long id, String task) {
    return TaskStateRecord.pending(id, task, TaskTrigger.APPLICATION, NOON).running(NOON, "main");
  }

  private static TaskStateRecord ended(long id, String task) {
    return running(id, task)
        .ended(TaskStatus.SUCCEEDED, NOON.plusSeconds(1), Duration.ofSeconds(1), null, null);
  }

  private static void run(TaskStateStore store, long id, String task) {
    store.create(TaskStateRecord.pending(id, task, TaskTrigger.MANUAL, NOON));
    store.update(running(id, task));
    store.update(ended(id, task));
  }

  private static long[] ids(TaskStateStore store) {
    return store.latest(1_000).stream().mapToLong(TaskStateRecord::id).toArray();
  }

  @Test
  void theNewestOfManyTasksAreTheNewestOfAllAlsoWhereNewerOnesAreGone() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(10, 1_000);
    Random random = new Random(4711);
    for (long id = 1; id <= 600; id++) {
      TaskHistory history = store.history("Task." + random.nextInt(60));
      TestEntry entry = TestEntry.ended(id);
      if (id % 7 == 0) {
        history.add(TestEntry.skipped(id));
      } else {
        history.addBegun(entry);
      }
      if (id % 5 == 0) {
        history.remove(entry);
      }
    }
    assertThatTheNewestOfAllAreTheNewestOfTheTasks(store, 60);
  }

  @Test
  void theNewestOfManyTasksAreTheNewestOfAllAlsoWhereExecutionsEndInAnyOrder() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(5, 1_000);
    Random random = new Random(4711);
    List<TaskStateRecord> running = new ArrayList<>();
    for (long id = 1; id <= 400; id++) {
      TaskStateRecord begun = running(id, "Task." + random.nextInt(20));
      store.create(begun);
      running.add(begun);
      if (running.size() > 60) {
        TaskStateRecord ending = running.remove(random.nextInt(running.size()));
        store.update(ended(ending.id(), ending.taskName()));
      }
    }

    assertThat(store.recordCounts().dropped()).isGreaterThan(200);
    assertThatTheNewestOfAllAreTheNewestOfTheTasks(store, 20);
  }

  private static void assertThatTheNewestOfAllAreTheNewestOfTheTasks(
      InMemoryTaskStateStore store, int tasks) {
    List<Long> expected = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      store.latest("Task." + task, 1_000).forEach(each -> expected.add(each.id()));
    }
    expected.sort(Comparator.reverseOrder());
    for (int limit : new int[] {0, 1, 5, 20, 50, 100}) {
      assertThat(store.latest(limit))
          .extracting(TaskStateRecord::id)
          .containsExactlyElementsOf(expected.subList(0, limit));
    }
  }

  @Test
  void boundOfATaskIsUsedToTheFull() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(3, 100);

    for (long id = 1; id <= 3; id++) {
      run(store, id, "A.a");
    }

    assertThat(ids(store)).containsExactly(3, 2, 1);
    assertThat(store.recordCounts().dropped()).isZero();
  }

  @Test
  void boundOfATaskDropsTheOldestAndCountsIt() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(3, 100);

    for (long id = 1; id <= 10; id++) {
      run(store, id, "A.a");
    }
    run(store, 11, "B.b");

    assertThat(ids(store)).containsExactly(11, 10, 9, 8);
    assertThat(store.recordCounts().kept()).isEqualTo(4);
    assertThat(store.recordCounts().dropped()).isEqualTo(7);
  }

  @Test
  void recordThatEndedFirstGoesFirstWhateverBeganFirst() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(3, 100);
    for (long id = 1; id <= 4; id++) {
      store.create(running(id, "A.a"));
    }

    for (long id : new long[] {3, 1, 2, 4}) {
      store.update(ended(id, "A.a"));
    }

    assertThat(ids(store)).containsExactly(4, 2, 1);
    store.create(ended(5, "A.a"));
    assertThat(ids(store)).containsExactly(5, 4, 2);
    assertThat(store.recordCounts().dropped()).isEqualTo(2);
  }

  @Test
  void runningRecordNeverGoes() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(2, 4);
    store.create(running(1, "A.a"));
    store.create(TaskStateRecord.pending(2, "A.a", TaskTrigger.MANUAL, NOON));

    for (long id = 10; id < 30; id++) {
      run(store, id, "A.a");
      run(store, id + 100, "B.b");
    }

    assertThat(store.get(1)).isPresent();
    assertThat(store.get(2)).isPresent();
    assertThat(store.latest("A.a", 10)).hasSize(4);
  }

  @Test
  void entriesAreLookedAtOnlyWhereSomethingHasChangedSinceTheTotalWasEnforced() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(10, 15);
    List<TestEntry> entries = addTwenty(store, TestEntry::ended);
    store.trim();
    assertThat(store.count()).isEqualTo(15);
    int looks = looks(entries);

    store.trim();

    assertThat(looks(entries)).isEqualTo(looks);
  }

  private static List<TestEntry> addTwenty(
      InMemoryTaskStateStore store, LongFunction<TestEntry> made) {
    List<TestEntry> entries = new ArrayList<>();
    for (long id = 1; id <= 20; id++) {
      TestEntry entry = made.apply(id);
      entries.add(entry);
      store.history("Task." + id % 2).addBegun(entry);
    }
    return entries;
  }

  private static int looks(List<TestEntry> entries) {
    return entries.stream().mapToInt(TestEntry::looks).sum();
  }

  @Test
  void totalIsEnforcedAgainOnceEntriesThatWereRunningHaveEnded() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(10, 15);
    List<TestEntry> entries = addTwenty(store, TestEntry::running);
    store.trim();
    assertThat(store.count()).isEqualTo(20);

    for (TestEntry entry : entries) {
      entry.end(TaskStatus.SUCCEEDED);
      store.history("Task." + entry.id() % 2).ended(entry);
    }
    store.trim();

    assertThat(store.count()).isEqualTo(15);
    assertThat(store.recordCounts()).isEqualTo(new RecordCounts(15, 5));
  }

  @Test
  void totalDropsTheOldestOfAllTasks() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(10, 4);

    for (long id = 1; id <= 9; id++) {
      run(store, id, id <= 5 ? "A.a" : "B.b");
    }

    // A record that runs is kept beyond the total, so the last one has put nothing out yet.
    store.trim();
    assertThat(ids(store)).containsExactly(9, 8, 7, 6);
    assertThat(store.count()).isEqualTo(4);
    assertThat(store.recordCounts().dropped()).isEqualTo(5);
  }

  @Test
  void keptAndDroppedTogetherAreAllThatEnded() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(7, 20);
    for (long id = 1; id <= 100; id++) {
      run(store, id, "T.t" + id % 5);

      assertThat(store.recordCounts().kept() + store.recordCounts().dropped()).isEqualTo(id);
    }
  }

  @Test
  void deletedRecordOfAnEndedExecutionCountsAsDropped() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(7, 20);
    run(store, 1, "A.a");
    store.create(running(2, "A.a"));

    store.delete(1);
    store.delete(2);

    assertThat(store.recordCounts().kept()).isZero();
    assertThat(store.recordCounts().dropped()).isEqualTo(1);
  }

  @Test
  void forgottenTaskLeavesItsNumberOfDroppedRecords() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(2, 20);
    for (long id = 1; id <= 5; id++) {
      run(store, id, "A.a");
    }

    store.forget("A.a");

    assertThat(store.latest("A.a", 10)).isEmpty();
    assertThat(store.count()).isZero();
    assertThat(store.recordCounts().dropped()).isEqualTo(5);
  }

  @Test
  void executionThatEndsAfterItsTaskIsForgottenCountsAsDropped() {
    InMemoryTaskStateStore store = new InMemoryTaskStateStore(2, 20);
    TestEntry late = TestEntry.running(1);
    store.history("A.a").addBegun(late);
    store.forget("A.a");
    assertThat(store.recordCounts().dropped()).isZero();

    late.end(TaskStatus.SUCCEEDED);

    assertThat(store.recordCounts().dropped()).isEqualTo(1);
    assertThat(store.recordCounts().dropped()).isEqualTo(1);
  }

  @Test
  void updateWithARecordOfAnotherTaskIsRefused() {
    TaskStateStore store = empty();
    run(store, 7, "Orders.ship");

    assertThatThrownBy(() -> store.update(running(7, "Orders.bill")))
        .isInstanceOf(TloException.class)
        .hasMessage("record 7: belongs to task 'Orders.ship' and cannot become a record of task"
            + " 'Orders.bill'");
    assertThat(store.latest("Orders.ship", 10)).hasSize(1);
    assertThat(store.latest("Orders.bill", 10)).isEmpty();
  }

  @Test
  void boundBelowOneIsRefused() {
    assertThatThrownBy(() -> new InMemoryTaskStateStore(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("records kept: 0 per task and 5 in total, allowed: 1 and more");
    assertThatThrownBy(() -> new InMemoryTaskStateStore(5, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
