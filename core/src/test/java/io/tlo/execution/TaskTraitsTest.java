package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.registry.TaskDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTraitsTest {

  private static final Instant NEXT = Instant.parse("2026-12-01T03:00:00Z");

  private final TestBench bench = new TestBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private LiveTask add(TaskTraits traits) {
    TaskDefinition definition =
        TaskDefinition.builder("Jobs", "report", "m").schedule("every 1 h").build();
    return bench.table.add(definition, new TestInvoker(bench.recorder, none -> null), traits);
  }

  @Test
  void withoutATimetableTheDefinitionTellsTheSchedule() {
    LiveTask task = add(TaskTraits.PLAIN);
    assertThat(task.schedule()).isEqualTo("every 1 h");
    assertThat(task.nextRunAt()).isNull();
  }

  @Test
  void aTimetableIsAskedEachTime() {
    LiveTask task = add(new TaskTraits(null, "", new Timetable() {
      private int asked;

      @Override
      public String schedule() {
        asked++;
        return "asked " + asked;
      }

      @Override
      public @Nullable Instant nextRunAt() {
        return NEXT;
      }

      @Override
      public @Nullable Rhythm rhythm() {
        return null;
      }
    }));
    assertThat(task.schedule()).isEqualTo("asked 1");
    assertThat(task.schedule()).isEqualTo("asked 2");
    assertThat(task.nextRunAt()).isEqualTo(NEXT);
  }

  @Test
  void theRecordOfASkipSaysWhatTheFrameworkMakesOfIt() {
    LiveTask task = add(new TaskTraits(null, "the container counts it", null));
    task.switchTo(Switch.OFF);

    assertThat(bench.recorder.begin(task)).isEqualTo(Recorder.SKIPPED);

    assertThat(bench.records.latest(task.name(), 1))
        .singleElement()
        .satisfies(
            record -> assertThat(record.result()).isEqualTo("DISABLED; the container counts it"));
  }
}
