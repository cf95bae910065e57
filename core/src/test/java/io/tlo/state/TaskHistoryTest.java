package io.tlo.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TaskHistoryTest {

  private static List<Long> ids(TaskHistory history) {
    return history.entries().stream().map(StateEntry::id).toList();
  }

  @Test
  void newestComeFirst() {
    TaskHistory history = new TaskHistory(10);
    for (int id = 1; id <= 3; id++) {
      history.addBegun(TestEntry.ended(id));
    }

    assertThat(ids(history)).containsExactly(3L, 2L, 1L);
    assertThat(history.entries(2)).extracting(StateEntry::id).containsExactly(3L, 2L);
  }

  @Test
  void ringThatWrapsRoundKeepsTheNewest() {
    TaskHistory history = new TaskHistory(4);
    for (int id = 1; id <= 11; id++) {
      history.addBegun(TestEntry.ended(id));
    }

    assertThat(ids(history)).containsExactly(11L, 10L, 9L, 8L);
    assertThat(history.recordCounts().kept()).isEqualTo(4);
    assertThat(history.recordCounts().dropped()).isEqualTo(7);
  }

  @Test
  void runningEntryWhosePlaceIsNeededStays() {
    TaskHistory history = new TaskHistory(2);
    TestEntry running = TestEntry.running(1);
    history.addBegun(running);
    for (int id = 2; id <= 50; id++) {
      history.addBegun(TestEntry.ended(id));
    }

    assertThat(ids(history)).containsExactly(50L, 49L, 1L);
    assertThat(history.find(1)).isSameAs(running);
  }

  @Test
  void displacedEntryThatEndedIsAmongTheNewestAgain() {
    TaskHistory history = new TaskHistory(2);
    TestEntry running = TestEntry.running(1);
    history.addBegun(running);
    for (int id = 2; id <= 50; id++) {
      history.addBegun(TestEntry.ended(id));
    }

    running.end(TaskStatus.SUCCEEDED);

    assertThat(ids(history)).containsExactly(50L, 1L);
    assertThat(history.recordCounts().kept()).isEqualTo(2);
    assertThat(history.recordCounts().dropped()).isEqualTo(48);
  }

  @Test
  void entryThatRanLongStaysUntilThoseAreGoneThatEndedBeforeIt() {
    TaskHistory history = new TaskHistory(4);
    TestEntry slow = TestEntry.running(1);
    history.addBegun(slow);
    for (int id = 2; id <= 4; id++) {
      history.addBegun(TestEntry.ended(id));
    }
    slow.end(TaskStatus.SUCCEEDED);

    history.addBegun(TestEntry.ended(5));
    history.addBegun(TestEntry.ended(6));
    history.addBegun(TestEntry.ended(7));
    assertThat(ids(history)).containsExactly(7L, 6L, 5L, 1L);

    history.addBegun(TestEntry.ended(8));
    assertThat(ids(history)).containsExactly(8L, 7L, 6L, 5L);
    assertThat(history.recordCounts().dropped()).isEqualTo(4);
  }

  @Test
  @Timeout(300)
  void skipsThatComeWhileItIsCountedAreNotTakenFromWhatIsKept() throws Exception {
    TaskHistory history = new TaskHistory(1);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> application = new ArrayList<>();
    // Of several threads, two use different rings: only then is more held than is kept.
    for (int i = 0; i < 4; i++) {
      application.add(new Thread(() -> {
        for (long id = 1; !over.get(); id++) {
          history.addBegun(TestEntry.ended(id));
          history.add(TestEntry.skipped(id));
        }
      }));
    }
    application.forEach(Thread::start);
    try {
      for (int i = 0; i < 300_000; i++) {
        assertThat(history.recordCounts().kept()).isBetween(0L, 1L);
      }
    } finally {
      over.set(true);
      for (Thread thread : application) {
        thread.join();
      }
    }
  }

  @Test
  void newestIsFoundAlsoWhereAThreadThatWasHeldUpWroteAnOlderOneOverIt() {
    TaskHistory history = new TaskHistory(10);
    TestEntry older = TestEntry.running(1);
    TestEntry newer = TestEntry.running(2);
    history.addBegun(older);
    history.addBegun(newer);
    history.begun(older);

    assertThat(history.newest()).isSameAs(newer);
  }

  @Test
  void skipIsKeptButIsNoExecution() {
    TaskHistory history = new TaskHistory(2);
    history.add(TestEntry.skipped(1));
    history.addBegun(TestEntry.ended(2));

    assertThat(ids(history)).containsExactly(2L, 1L);
    assertThat(history.recordCounts().kept()).isEqualTo(1);

    history.addBegun(TestEntry.ended(3));
    history.addBegun(TestEntry.ended(4));
    assertThat(history.recordCounts().kept() + history.recordCounts().dropped()).isEqualTo(3);
  }

  @Test
  void lastBegunAndLastEndedAreKnown() {
    TaskHistory history = new TaskHistory(3);
    assertThat(history.lastBegun()).isNull();
    assertThat(history.lastEnded()).isNull();
    TestEntry first = TestEntry.running(1);
    TestEntry second = TestEntry.running(2);
    history.addBegun(first);
    history.addBegun(second);

    history.ended(first.end(TaskStatus.FAILED));

    assertThat(history.lastBegun()).isSameAs(second);
    assertThat(history.lastEnded()).isSameAs(first);
  }

  @Test
  void lastBegunIsTheNewestOfAllThreads() throws InterruptedException {
    TaskHistory history = new TaskHistory(3);
    for (int id = 1; id <= 20; id++) {
      TestEntry entry = TestEntry.running(id);
      Thread thread = new Thread(() -> {
        history.addBegun(entry);
        history.ended(entry.end(TaskStatus.SUCCEEDED));
      });
      thread.start();
      thread.join();

      assertThat(history.lastBegun()).isSameAs(entry);
      assertThat(history.lastEnded()).isSameAs(entry);
    }
    assertThat(ids(history)).containsExactly(20L, 19L, 18L);
    assertThat(history.recordCounts().dropped()).isEqualTo(17);
  }

  @Test
  void removedEntryIsNoLongerHeld() {
    TaskHistory history = new TaskHistory(3);
    TestEntry entry = TestEntry.ended(1);
    history.addBegun(entry);

    assertThat(history.remove(entry)).isTrue();
    assertThat(history.remove(entry)).isFalse();

    assertThat(history.entries()).isEmpty();
    assertThat(history.find(1)).isNull();
  }

  @Test
  void placeThatWasFreedIsUsedBeforeAnEntryIsDropped() {
    TaskHistory history = new TaskHistory(3);
    TestEntry second = TestEntry.ended(2);
    history.addBegun(TestEntry.ended(1));
    history.addBegun(second);
    history.addBegun(TestEntry.ended(3));
    history.remove(second);

    history.addBegun(TestEntry.ended(4));

    assertThat(ids(history)).containsExactly(4L, 3L, 1L);
    assertThat(history.recordCounts().dropped()).isZero();
  }

  @Test
  @Timeout(60)
  void manyDisplacedEntriesThatEndTogetherNeitherOverflowTheStackNorTakeLong() {
    int many = 20_000;
    TaskHistory history = new TaskHistory(many);
    List<TestEntry> running = new ArrayList<>();
    for (int id = 0; id < 2 * many; id++) {
      TestEntry entry = TestEntry.running(id);
      running.add(entry);
      history.addBegun(entry);
    }
    running.subList(0, many).forEach(entry -> entry.end(TaskStatus.SUCCEEDED));

    for (int id = 0; id < 2 * many; id++) {
      history.addBegun(TestEntry.ended(2 * many + id));
    }

    assertThat(history.recordCounts().kept()).isEqualTo(many);
    assertThat(history.recordCounts().dropped()).isEqualTo(2L * many);
    assertThat(history.unended()).isEqualTo(many);
  }

  @Test
  void manyThreadsLoseNoEntryAndCountEachOnce() throws InterruptedException {
    TaskHistory history = new TaskHistory(50);
    int threads = 8;
    int each = 20_000;
    AtomicLong ids = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> {
        await(start);
        for (int k = 0; k < each; k++) {
          TestEntry entry = TestEntry.running(ids.incrementAndGet());
          history.addBegun(entry);
          history.ended(entry.end(TaskStatus.SUCCEEDED));
        }
      });
      thread.start();
      all.add(thread);
    }
    start.countDown();
    while (all.stream().anyMatch(Thread::isAlive)) {
      assertThat(Seen.endedOldestFirst(history.kept())).hasSizeLessThanOrEqualTo(50);
    }

    assertThat(history.recordCounts().kept()).isEqualTo(50);
    assertThat(history.recordCounts().kept() + history.recordCounts().dropped())
        .isEqualTo((long) threads * each);
    assertThat(ids(history)).doesNotHaveDuplicates();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(300, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the start was not given");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
