package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class DurationHistogramTest {

  private static final int[] PERCENTS = {1, 50, 95, 99, 100};

  private final DurationHistogram durations = new DurationHistogram();

  @Test
  void emptyOneHasNoPercentiles() {
    assertThat(durations.percentileNanos(50)).isEqualTo(-1);
    assertThat(durations.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {65_536, 65_537, 131_071, 131_072, 1_000_000, 999_999_999, 86_400_000_000_000L})
  void oneDurationIsToldAtMostASixteenthTooHigh(long nanos) {
    durations.add(nanos);

    for (int percent : PERCENTS) {
      assertThat(durations.percentileNanos(percent)).isBetween(nanos, nanos + nanos / 16);
    }
  }

  @Test
  void everyDurationUpToAYearIsToldAtMostASixteenthTooHigh() {
    long year = Duration.ofDays(365).toNanos();
    for (long nanos = 65_536; nanos <= year; nanos += nanos / 100 + 1) {
      DurationHistogram one = new DurationHistogram();
      one.add(nanos);
      assertThat(one.percentileNanos(50)).isBetween(nanos, nanos + nanos / 16);
    }
    DurationHistogram one = new DurationHistogram();
    one.add(year);
    assertThat(one.percentileNanos(50)).isBetween(year, year + year / 16);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 65_535})
  void everythingShortIsTheSame(long nanos) {
    durations.add(nanos);

    assertThat(durations.percentileNanos(50)).isEqualTo(65_535);
  }

  @Test
  void whatIsLongerThanAnythingIsCountedAsTheLongest() {
    durations.add(Long.MAX_VALUE);

    assertThat(durations.percentileNanos(50)).isGreaterThan(Duration.ofDays(365).toNanos());
    assertThat(durations.count()).isEqualTo(1);
  }

  @Test
  void percentilesAreThoseOfTheSortedDurations() {
    SplittableRandom random = new SplittableRandom(7);
    long[] nanos = new long[10_000];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (long) (100_000 * Math.exp(random.nextDouble() * 12));
      durations.add(nanos[i]);
    }
    Arrays.sort(nanos);

    for (int percent : PERCENTS) {
      long exact = nanos[nanos.length * percent / 100 - 1];
      assertThat(durations.percentileNanos(percent)).isBetween(exact, exact + exact / 16);
    }
  }

  @Test
  void percentileOfFewTakesTheNextHigherOne() {
    for (int i = 1; i <= 10; i++) {
      durations.add(i * 1_000_000_000L);
    }

    assertThat(durations.percentileNanos(50)).isBetween(5_000_000_000L, 5_312_500_000L);
    assertThat(durations.percentileNanos(90)).isBetween(9_000_000_000L, 9_562_500_000L);
    assertThat(durations.percentileNanos(91)).isBetween(10_000_000_000L, 10_625_000_000L);
    assertThat(durations.percentileNanos(99)).isBetween(10_000_000_000L, 10_625_000_000L);
  }

  @Test
  void resetOneIsEmpty() {
    durations.add(1_000_000);
    durations.reset();

    assertThat(durations.count()).isZero();
    assertThat(durations.percentileNanos(99)).isEqualTo(-1);
    durations.add(5_000_000);
    assertThat(durations.percentileNanos(1)).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void nothingIsLostWhenThreadsMeet() throws Exception {
    int each = 200_000;
    List<Thread> threads = new ArrayList<>();
    CyclicBarrier together = new CyclicBarrier(6);
    for (int i = 0; i < 6; i++) {
      threads.add(new Thread(() -> {
        try {
          together.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        for (int j = 0; j < each; j++) {
          durations.add(j % 2 == 0 ? 1_000 : 1_000_000);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(durations.count()).isEqualTo(6L * each);
    assertThat(durations.percentileNanos(50)).isEqualTo(65_535);
    assertThat(durations.percentileNanos(51)).isBetween(1_000_000L, 1_062_500L);
  }
}
