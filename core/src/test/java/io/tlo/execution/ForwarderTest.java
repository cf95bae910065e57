package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.registry.InMemoryTaskRegistry;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskRegistry;
import io.tlo.state.InMemoryTaskStateStore;
import io.tlo.state.SilentStore;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.state.TaskTrigger;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
@Tag("jdk")
class ForwarderTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Forwarder forwarder =
      new Forwarder((text, cause) -> faults.add(text), true, 5, Timeline.system());
  private final TestBench bench = new TestBench(forwarder);
  private final LiveTask task = bench.idle();

  @AfterEach
  void close() {
    bench.close();
    forwarder.close(Duration.ZERO);
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(LONG).until(condition);
  }

  /** A store that notes what it is told. */
  private static class NotingStore implements SilentStore {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    @Override
    public void create(TaskStateRecord taskRecord) {
      thread.set(Thread.currentThread());
      calls.add("create " + taskRecord.id() + " " + taskRecord.status().text());
    }

    @Override
    public void update(TaskStateRecord taskRecord) {
      calls.add("update " + taskRecord.id() + " " + taskRecord.status().text());
    }
  }

  @Test
  void executionIsCreatedAsItBeganAndUpdatedAsItEnded() {
    NotingStore store = new NotingStore();
    forwarder.start(null, store);
    bench.succeed(task, 5);
    bench.fail(task, new IllegalStateException());
    bench.steering.switchTo(task, false);
    bench.recorder.begin(task);
    forwarder.flush(LONG);

    assertThat(store.calls)
        .containsExactly(
            "create 1 Running",
            "update 1 Succeeded",
            "create 2 Running",
            "update 2 Failed",
            "create 3 Skipped");
    assertThat(bench.records.counts().kept()).isEqualTo(2);
    assertThat(bench.records.counts().dropped()).isZero();
    assertThat(store.thread.get()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void strictStoreTakesEveryKindOfExecution() {
    InMemoryTaskStateStore strict = new InMemoryTaskStateStore();
    forwarder.start(null, strict);
    LiveTask blocked = bench.task("Blocked", "blocked", none -> null);
    Execution.Pending cancelled = bench.recorder.pending(blocked, TaskTrigger.MANUAL, "admin");
    bench.recorder.cancelPending(blocked, cancelled, "Cancelled: test");
    Execution.Pending failed = bench.recorder.pending(blocked, TaskTrigger.MANUAL, "admin");
    bench.recorder.failPending(blocked, failed, "not reached");
    bench.succeed(task, 5);
    forwarder.flush(LONG);

    assertThat(faults).isEmpty();
    assertThat(strict.latest(10))
        .extracting(TaskStateRecord::status)
        .containsExactlyInAnyOrder(TaskStatus.CANCELLED, TaskStatus.FAILED, TaskStatus.SUCCEEDED);
    assertThat(strict.get(cancelled.id()))
        .hasValueSatisfying(each -> assertThat(each.startedAt()).isNull());
  }

  @Test
  void executionThatNeverBeganIsNotCreatedAsRunning() {
    NotingStore store = new NotingStore();
    forwarder.start(null, store);
    Execution.Pending pending = bench.recorder.pending(task, TaskTrigger.MANUAL, "admin");
    bench.recorder.cancelPending(task, pending, "Cancelled: test");
    forwarder.flush(LONG);

    assertThat(store.calls).containsExactly("create 1 Pending", "update 1 Cancelled");
  }

  @Test
  void whatWasQueuedForAStoreThatNeverCameIsTold() {
    bench.succeed(task, 5);
    bench.succeed(task, 6);

    forwarder.close(LONG);

    assertThat(faults).containsExactly("the custom store was not ready, 2 records were not stored");
  }

  @Test
  void nothingIsToldWhereNothingWasQueuedOrTheStoreCame() {
    Forwarder other = new Forwarder((text, cause) -> faults.add(text), true, 5, Timeline.system());
    other.close(LONG);
    bench.succeed(task, 5);
    forwarder.start(null, new NotingStore());
    forwarder.close(LONG);

    assertThat(faults).isEmpty();
  }

  @Test
  void aStoreThatIsBroughtAfterTheEndIsNotTaken() {
    forwarder.close(LONG);

    forwarder.start(null, new NotingStore());

    assertThat(forwarder.ask(store -> "asked", "nothing")).isEqualTo("nothing");
  }

  @Test
  void whatCameBeforeTheStoreWasBroughtReachesIt() {
    bench.succeed(task, 5);
    NotingStore store = new NotingStore();

    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.calls).hasSize(2);
  }

  @Test
  void executionsThatDoNotFitTheQueueAreDroppedWholeAndCounted() {
    for (int i = 0; i < 8; i++) {
      bench.succeed(task, null);
    }
    assertThat(bench.records.counts().kept()).isEqualTo(5);
    assertThat(bench.records.counts().dropped()).isEqualTo(3);
    NotingStore store = new NotingStore();
    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.calls).hasSize(10);
    bench.succeed(task, null);
    forwarder.flush(LONG);
    assertThat(store.calls).hasSize(12);
    assertThat(bench.records.counts().kept()).isEqualTo(6);
    assertThat(bench.records.counts().dropped()).isEqualTo(3);
  }

  @Test
  void skipsTakePlacesInTheQueueToo() {
    for (int i = 0; i < 20; i++) {
      bench.recorder.skipTurn(task, SkipReason.OVERLAP);
    }
    NotingStore store = new NotingStore();
    forwarder.start(null, store);
    forwarder.flush(LONG);

    assertThat(store.calls).hasSize(5);
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isZero();
  }

  @Test
  void storeThatThrowsIsReportedOnceAndEachExecutionCountedOnce() {
    NotingStore store = new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        throw new StackOverflowError();
      }
    };
    forwarder.start(null, store);
    for (int i = 0; i < 3; i++) {
      bench.succeed(task, null);
    }
    forwarder.flush(LONG);

    assertThat(bench.records.counts().kept()).isZero();
    assertThat(bench.records.counts().dropped()).isEqualTo(3);
    assertThat(faults)
        .containsExactly("the custom store " + store.getClass().getName()
            + " failed, further failures are only counted");
    assertThat(task.totals().succeeded()).isEqualTo(3);
    assertThat(bench.recorder.lostExecutions()).isZero();
  }

  @Test
  void storeThatBlocksHoldsUpNobodyElse() {
    CountDownLatch goOn = new CountDownLatch(1);
    forwarder.start(null, new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    });

    for (int i = 0; i < 50; i++) {
      bench.succeed(task, null);
    }

    assertThat(task.totals().succeeded()).isEqualTo(50);
    assertThat(bench.records.counts().kept() + bench.records.counts().dropped()).isEqualTo(50);
    // The store still hangs: a close that waited for it would not come back.
    forwarder.close(Duration.ofMillis(50));
    goOn.countDown();
  }

  @Test
  void closedForwarderDeliversNothingMoreAndItsThreadEnds() throws InterruptedException {
    CountDownLatch inStore = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    NotingStore store = new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        super.create(taskRecord);
        inStore.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
    forwarder.start(null, store);
    bench.succeed(task, null);
    bench.succeed(task, null);
    inStore.await();
    forwarder.close(Duration.ZERO);
    bench.succeed(task, null);

    goOn.countDown();
    Thread thread = Objects.requireNonNull(store.thread.get());
    thread.join(60_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(store.calls).containsExactly("create 1 Running", "update 1 Succeeded");
    assertThat(bench.records.counts().kept()).isEqualTo(3);
  }

  @Test
  void closeDeliversWhatIsQueued() {
    NotingStore store = new NotingStore();
    for (int i = 0; i < 5; i++) {
      bench.succeed(task, null);
    }
    forwarder.start(null, store);

    forwarder.close(LONG);

    assertThat(store.calls).hasSize(10);
  }

  @Test
  void closeOfOneThatWasNeverStartedDoesNotWait() {
    bench.succeed(task, null);

    // Longer than this test may take.
    forwarder.close(Duration.ofHours(1));

    assertThat(bench.records.counts().kept()).isOne();
  }

  @Test
  void abandonedForwarderTakesNothingAndMemoryCounts() {
    bench.succeed(task, null);
    forwarder.abandon();
    bench.succeed(task, null);
    bench.task("Late", "late", none -> null);

    assertThat(bench.records.counts().kept()).isEqualTo(2);
    assertThat(bench.records.counts().dropped()).isZero();
    assertThat(bench.records.latest(10)).hasSize(2);
  }

  @Test
  void withoutAStoreExecutionsAreCountedByMemory() {
    bench.succeed(task, null);
    forwarder.start(new InMemoryTaskRegistry(), null);
    bench.succeed(task, null);
    forwarder.flush(LONG);

    assertThat(bench.records.counts().kept()).isEqualTo(2);
    assertThat(bench.records.counts().dropped()).isZero();
  }

  @Test
  void withoutARegistryNoDefinitionWaitsBehindAStoreThatHangs() throws InterruptedException {
    CountDownLatch inStore = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    forwarder.start(null, new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        inStore.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    });
    bench.succeed(task, 5);
    inStore.await();
    try {
      WeakReference<LiveTask> gone = oneThatCameAndWent();
      until(() -> {
        System.gc();
        return gone.get() == null;
      });
    } finally {
      goOn.countDown();
    }
  }

  private WeakReference<LiveTask> oneThatCameAndWent() {
    LiveTask came = bench.task("Orders", "gone", none -> null);
    bench.table.remove(came);
    return new WeakReference<>(came);
  }

  @Test
  void registryHearsOfTasksThatComeAndGo() {
    TaskRegistry registry = new InMemoryTaskRegistry();
    LiveTask other = bench.task("Other", "other", none -> null);
    bench.table.remove(other);
    forwarder.start(registry, null);
    forwarder.flush(LONG);
    assertThat(registry.names()).containsExactly("Orders.ship");

    bench.table.remove(task);
    forwarder.flush(LONG);
    until(() -> registry.names().isEmpty());
    assertThat(faults).isEmpty();
  }

  @Test
  void registryThatThrowsIsReportedAndTasksAreThere() {
    TaskRegistry refusing = new InMemoryTaskRegistry();
    refusing.register(TaskDefinition.builder("Orders", "ship", "other").build());
    forwarder.start(refusing, null);
    forwarder.flush(LONG);

    until(() -> faults.size() == 1);
    assertThat(faults)
        .containsExactly("the custom registry io.tlo.registry.InMemoryTaskRegistry failed, further"
            + " failures are only counted");
    assertThat(bench.table.meantBy("Orders.ship")).containsExactly(task);
  }

  @Test
  void failureOfTheStoreIsToldAfterOneOfTheRegistry() {
    TaskRegistry refusing = new InMemoryTaskRegistry();
    refusing.register(TaskDefinition.builder("Orders", "ship", "other").build());
    forwarder.start(refusing, new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        throw new IllegalStateException("full");
      }
    });
    bench.succeed(task, null);
    forwarder.flush(LONG);

    assertThat(faults).hasSize(2);
    assertThat(faults.get(0)).startsWith("the custom registry ");
    assertThat(faults.get(1)).startsWith("the custom store ");
  }

  @Test
  void recordsThatMemoryNoLongerHoldsAreAskedOfTheStore() {
    TaskStateRecord old = TaskStateRecord.pending(
        900_000, "Orders.ship", TaskTrigger.MANUAL, TestBench.NOON.minusSeconds(60));
    forwarder.start(null, new NotingStore() {
      @Override
      public Optional<TaskStateRecord> get(long id) {
        return id == old.id() ? Optional.of(old) : Optional.empty();
      }

      @Override
      public List<TaskStateRecord> latest(int limit) {
        return List.of(old);
      }

      @Override
      public List<TaskStateRecord> latest(String taskName, int limit) {
        return List.of(old);
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.latest(10))
        .extracting(TaskStateRecord::id)
        .containsExactly(1L, 900_000L);
    assertThat(bench.records.latest("Orders.ship", 10)).hasSize(2);
    assertThat(bench.records.latest(1)).extracting(TaskStateRecord::id).containsExactly(1L);
    assertThat(bench.records.find(900_000)).contains(old);
    assertThat(bench.records.recent(10)).hasSize(1);
    assertThat(bench
            .records
            .search(null, each -> each.status() == TaskStatus.PENDING, 10)
            .found())
        .containsExactly(old);
  }

  @Test
  void recordThatBothHoldIsShownOnce() {
    InMemoryTaskStateStore same = new InMemoryTaskStateStore();
    forwarder.start(null, same);
    bench.succeed(task, null);
    forwarder.flush(LONG);
    assertThat(same.count()).isEqualTo(1);

    assertThat(bench.records.latest(10)).hasSize(1);
  }

  @Test
  void storeThatCannotBeAskedLeavesWhatMemoryHolds() {
    forwarder.start(null, new NotingStore() {
      @Override
      public Optional<TaskStateRecord> get(long id) {
        throw new IllegalStateException("no connection");
      }

      @Override
      public List<TaskStateRecord> latest(int limit) {
        throw new IllegalStateException("no connection");
      }

      @Override
      public List<TaskStateRecord> latest(String taskName, int limit) {
        throw new LinkageError("no driver");
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.latest(10)).hasSize(1);
    assertThat(bench.records.latest("Orders.ship", 10)).hasSize(1);
    assertThat(bench.records.find(77)).isEmpty();
    assertThat(faults).hasSize(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a custom store may do
  void storeThatAnswersNullHasNothing() {
    forwarder.start(null, new NotingStore() {
      @Override
      public Optional<TaskStateRecord> get(long id) {
        return null;
      }

      @Override
      public List<TaskStateRecord> latest(int limit) {
        return null;
      }

      @Override
      public List<TaskStateRecord> latest(String taskName, int limit) {
        return null;
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.latest(10)).hasSize(1);
    assertThat(bench.records.latest("Orders.ship", 10)).hasSize(1);
    assertThat(bench.records.find(77)).isEmpty();
    assertThat(faults).isEmpty();
  }

  /** A store that has as many records as it is asked for; none of a failure. */
  private static class EndlessStore extends NotingStore {
    final List<Integer> limits = new CopyOnWriteArrayList<>();
    private final String result;

    EndlessStore(String result) {
      this.result = result;
    }

    @Override
    public List<TaskStateRecord> latest(int limit) {
      limits.add(limit);
      return LongStream.rangeClosed(1, limit).mapToObj(this::succeeded).toList();
    }

    private TaskStateRecord succeeded(long id) {
      return new TaskStateRecord(
          id,
          "Orders.ship",
          TaskStatus.SUCCEEDED,
          TaskTrigger.APPLICATION,
          TestBench.NOON,
          TestBench.NOON,
          TestBench.NOON,
          Duration.ZERO,
          result,
          null,
          "main",
          null);
    }
  }

  @Test
  void storeIsNeverAskedForAllItHas() {
    EndlessStore store = new EndlessStore("1");
    forwarder.start(null, store);

    RecordSearch search = bench.records.search(null, TaskStateRecord::failed, 20);

    assertThat(search).isEqualTo(new RecordSearch(List.of(), 10_000, false, true));
    assertThat(store.limits).containsExactly(100, 1_000, 10_000);
  }

  @Test
  void storeIsAskedForNoMoreThanIsNeeded() {
    EndlessStore store = new EndlessStore("1");
    forwarder.start(null, store);

    assertThat(bench.records.search(null, each -> !each.failed(), 20).found()).hasSize(20);
    assertThat(store.limits).containsExactly(100);
  }

  @Test
  void storeIsAskedForFewerRecordsWhereTheirTextsAreLong() {
    EndlessStore store = new EndlessStore("x".repeat(10_000));
    forwarder.start(null, store);

    RecordSearch search = bench.records.search(null, TaskStateRecord::failed, 20);

    assertThat(search.lookedThrough()).isEqualTo(399);
    assertThat(search.whole()).isFalse();
  }

  @Test
  void searchTellsThatTheStoreHasNotAnswered() {
    forwarder.start(null, new NotingStore() {
      @Override
      public List<TaskStateRecord> latest(int limit) {
        throw new IllegalStateException("not now");
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.search(null, TaskStateRecord::failed, 20))
        .isEqualTo(new RecordSearch(List.of(), 1, false, false));
  }

  @Test
  void storeWhoseListsFailWhileTheyAreReadLeavesWhatMemoryHolds() {
    forwarder.start(null, new NotingStore() {
      @Override
      public List<TaskStateRecord> latest(int limit) {
        return new AbstractList<>() {
          @Override
          public TaskStateRecord get(int index) {
            throw new IllegalStateException("the connection is closed");
          }

          @Override
          public int size() {
            return 1;
          }
        };
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.latest(10)).hasSize(1);
    assertThat(faults).hasSize(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a custom store may do
  void storeWhoseListsHoldNothingOrNeverEndIsReadAsFarAsAsked() {
    AtomicInteger read = new AtomicInteger();
    forwarder.start(null, new NotingStore() {
      @Override
      public List<TaskStateRecord> latest(int limit) {
        return new AbstractList<>() {
          @Override
          public TaskStateRecord get(int index) {
            read.incrementAndGet();
            return null;
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };
      }
    });
    bench.succeed(task, null);

    assertThat(bench.records.latest(10)).hasSize(1);
    assertThat(read).hasValue(10);
    assertThat(faults).isEmpty();
  }

  @Test
  void interruptThatTheStoreLeavesDoesNotReachItsNextCall() {
    List<Boolean> interrupted = new CopyOnWriteArrayList<>();
    forwarder.start(null, new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        interrupted.add(Thread.currentThread().isInterrupted());
      }

      @Override
      public void update(TaskStateRecord taskRecord) {
        Thread.currentThread().interrupt();
      }
    });
    bench.succeed(task, null);
    bench.succeed(task, null);
    forwarder.flush(LONG);

    assertThat(interrupted).containsExactly(false, false);
  }

  @Test
  void whatTheStoreRunsItselfIsCountedAndNotStored() {
    NotingStore store = new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        super.create(taskRecord);
        bench.succeed(task, null);
      }
    };
    forwarder.start(null, store);
    bench.succeed(task, null);
    forwarder.flush(LONG);

    assertThat(store.calls).hasSize(2);
    assertThat(task.totals().succeeded()).isEqualTo(2);
    assertThat(bench.records.counts().kept()).isEqualTo(1);
    assertThat(bench.records.counts().dropped()).isEqualTo(1);
  }

  @Test
  void failureThatCannotEvenBeToldIsCountedAndTheNextOneTold() {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicInteger turn = new AtomicInteger();
    Forwarder delivering = new Forwarder(
        (text, cause) -> {
          if (turn.getAndIncrement() == 0) {
            throw new OutOfMemoryError();
          }
          told.add(text);
        },
        true,
        5,
        Timeline.system());
    TestBench other = new TestBench(delivering);
    LiveTask idle = other.idle();
    delivering.start(null, new NotingStore() {
      @Override
      public void create(TaskStateRecord taskRecord) {
        throw new OutOfMemoryError();
      }
    });
    for (int i = 0; i < 3; i++) {
      other.succeed(idle, null);
    }
    delivering.close(LONG);
    other.close();

    assertThat(told).hasSize(1);
    assertThat(turn).hasValue(2);
    assertThat(idle.totals().succeeded()).isEqualTo(3);
  }

  @Test
  void whatEndsAfterAFlushReachesTheStoreToo() {
    NotingStore store = new NotingStore();
    forwarder.start(null, store);
    bench.succeed(task, null);
    forwarder.flush(LONG);
    bench.succeed(task, null);
    forwarder.flush(LONG);

    assertThat(store.calls).hasSize(4);
  }
}
