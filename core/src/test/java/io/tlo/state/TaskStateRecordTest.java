package io.tlo.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlo.TloException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskStateRecordTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final TaskStateRecord pending =
      TaskStateRecord.pending(7, "Orders.ship", TaskTrigger.MANUAL, NOON);

  @Test
  void pendingRecordHasNeitherBeginNorEnd() {
    assertThat(pending.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(pending.startedAt()).isNull();
    assertThat(pending.finishedAt()).isNull();
    assertThat(pending.duration()).isNull();
    assertThat(pending.thread()).isNull();
    assertThat(pending.failed()).isFalse();
  }

  @Test
  void recordGoesThroughItsLife() {
    TaskStateRecord failed = pending
        .running(NOON.plusSeconds(1), "worker")
        .ended(TaskStatus.FAILED, NOON.plusSeconds(3), Duration.ofSeconds(2), null, "broken");

    assertThat(failed)
        .isEqualTo(new TaskStateRecord(
            7,
            "Orders.ship",
            TaskStatus.FAILED,
            TaskTrigger.MANUAL,
            NOON,
            NOON.plusSeconds(1),
            NOON.plusSeconds(3),
            Duration.ofSeconds(2),
            null,
            "broken",
            "worker",
            null));
    assertThat(failed.failed()).isTrue();
  }

  @Test
  void recordThatHasEndedCannotBeginAgain() {
    TaskStateRecord cancelled = pending.ended(TaskStatus.CANCELLED, NOON, null, null, null);

    assertThatThrownBy(() -> cancelled.running(NOON, "worker"))
        .isInstanceOf(TloException.class)
        .hasMessage("record 7 of task 'Orders.ship' is Cancelled and cannot become Running");
  }

  @Test
  void endWithoutATimeIsRefused() {
    assertThatThrownBy(() -> new TaskStateRecord(
            7,
            "t",
            TaskStatus.FAILED,
            TaskTrigger.MANUAL,
            NOON,
            null,
            null,
            null,
            null,
            null,
            null,
            null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("record 7 is Failed and finishedAt is null");
  }

  @Test
  void timeWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> new TaskStateRecord(
            7,
            "t",
            TaskStatus.RUNNING,
            TaskTrigger.MANUAL,
            NOON,
            NOON,
            NOON,
            null,
            null,
            null,
            null,
            null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("record 7 is Running and finishedAt is ");
  }
}
