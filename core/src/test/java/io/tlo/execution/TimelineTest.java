package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
  private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
  private final Timeline timeline = new Timeline(nanos::get, new Clock() {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Objects.requireNonNull(wall.get());
    }
  });

  private void pass(Duration measured, Duration shown) {
    nanos.addAndGet(measured.toNanos());
    wall.updateAndGet(now -> now.plus(shown));
  }

  @Test
  void readingIsShownByTheWallClockAlsoWhenItWrapsRound() {
    pass(Duration.ofSeconds(5), Duration.ofSeconds(5));

    assertThat(timeline.anchor().at(timeline.nanos())).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void anchorStaysWhileTheClocksAgree() {
    Timeline.Anchor before = timeline.anchor();
    pass(Duration.ofSeconds(60), Duration.ofMillis(60_050));
    timeline.correct();

    assertThat(timeline.anchor()).isSameAs(before);
  }

  @Test
  void wallClockThatWasSetGivesANewAnchorAndLeavesOldTimesAsTheyWere() {
    Timeline.Anchor before = timeline.anchor();
    long reading = timeline.nanos();
    pass(Duration.ofSeconds(1), Duration.ofHours(-1));
    timeline.correct();

    assertThat(timeline.anchor().at(timeline.nanos())).isEqualTo(NOON.minus(Duration.ofHours(1)));
    assertThat(before.at(reading)).isEqualTo(NOON);
  }
}
