package io.tlo.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskStatusTest {

  private static final Map<TaskStatus, Set<TaskStatus>> ALLOWED = Map.of(
      TaskStatus.PENDING,
          EnumSet.of(
              TaskStatus.RUNNING, TaskStatus.FAILED, TaskStatus.SKIPPED, TaskStatus.CANCELLED),
      TaskStatus.RUNNING,
          EnumSet.of(
              TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.UNKNOWN));

  @Test
  void exactlyTheDocumentedTransitionsAreAllowed() {
    for (TaskStatus from : TaskStatus.values()) {
      for (TaskStatus to : TaskStatus.values()) {
        assertThat(from.mayBecome(to))
            .as("%s to %s", from, to)
            .isEqualTo(ALLOWED.getOrDefault(from, Set.of()).contains(to));
      }
    }
  }

  @Test
  void finalIsWhatNothingCanFollow() {
    for (TaskStatus status : TaskStatus.values()) {
      assertThat(status.isFinal()).as(status.text()).isEqualTo(!ALLOWED.containsKey(status));
    }
  }

  @Test
  void textsAreThoseOfTheRecords() {
    assertThat(TaskStatus.values())
        .extracting(TaskStatus::text)
        .containsExactly(
            "Pending", "Running", "Succeeded", "Failed", "Skipped", "Cancelled", "Unknown");
  }

  @Test
  void statusIsFoundByItsTextInAnyCase() {
    assertThat(TaskStatus.of(" failed ")).contains(TaskStatus.FAILED);
    assertThat(TaskStatus.of("SUCCEEDED")).contains(TaskStatus.SUCCEEDED);
    assertThat(TaskStatus.of("done")).isEmpty();
    assertThat(TaskStatus.of("")).isEmpty();
  }
}
