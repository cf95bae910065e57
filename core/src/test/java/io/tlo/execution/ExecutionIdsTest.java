package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExecutionIdsTest {

  private final ExecutionIds ids = new ExecutionIds();

  @Test
  void idsOfOneThreadCountFromOne() {
    for (long expected = 1; expected <= 100; expected++) {
      assertThat(ids.next()).isEqualTo(expected);
    }
  }

  @Test
  void theFirstIdsAreSmallWhicheverThreadAsks() throws InterruptedException {
    for (int i = 0; i < 8; i++) {
      AtomicLong first = new AtomicLong();
      Thread thread = new Thread(() -> first.set(ids.next()));
      thread.start();
      thread.join();
      assertThat(first.get()).isBetween(1L, 8L * 16);
    }
  }

  @Test
  void idsAreUniqueOverThreadsAndAscendingInEach() throws InterruptedException {
    int threads = 20;
    int each = 50_000;
    long[][] taken = new long[threads][each];
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long[] mine = taken[i];
      Thread thread = new Thread(() -> {
        while (start.getCount() > 0) {
          Thread.onSpinWait();
        }
        for (int k = 0; k < each; k++) {
          mine[k] = ids.next();
        }
      });
      thread.start();
      all.add(thread);
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    for (long[] mine : taken) {
      for (int k = 1; k < each; k++) {
        assertThat(mine[k] > mine[k - 1]).isTrue();
      }
    }
    long distinct =
        Arrays.stream(taken).flatMapToLong(Arrays::stream).distinct().count();
    assertThat(distinct).isEqualTo((long) threads * each);
    assertThat(Arrays.stream(taken).flatMapToLong(Arrays::stream).min()).hasValue(1);
  }
}
