package io.tlo.frameworks.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.JmxClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The tasks of a program as its Registry lists them, read at one moment. */
final class Tasks {

  private final Map<String, CompositeData> rows = new TreeMap<>();

  private Tasks(CompositeData[] rows) {
    for (CompositeData row : rows) {
      this.rows.put((String) row.get("name"), row);
    }
  }

  static Tasks of(Program program) {
    return new Tasks((CompositeData[]) program.client().get(JmxClient.REGISTRY, "Tasks"));
  }

  Set<String> names() {
    return rows.keySet();
  }

  /** Returns the schedules in words, by task; empty where none is known. */
  Map<String, String> schedules() {
    Map<String, String> schedules = new TreeMap<>();
    rows.forEach((name, row) -> {
      Object schedule = row.get("schedule");
      schedules.put(name, schedule == null ? "" : (String) schedule);
    });
    return schedules;
  }

  /** Returns how often a task's body has run to its end. */
  long ended(String task) {
    return number(task, "succeeded") + number(task, "failed");
  }

  long failed(String task) {
    return number(task, "failed");
  }

  long skipped(String task) {
    return number(task, "skipped");
  }

  /** Returns what the watch says of a task, "null" for nothing. */
  String watch(String task) {
    return String.valueOf(row(task).get("watch"));
  }

  /** Waits until the watch says that of each of these tasks. */
  static void awaitWatch(Program program, String word, Collection<String> tasks) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
      Tasks now = of(program);
      assertThat(tasks).allSatisfy(each -> assertThat(now.watch(each)).as(each).isEqualTo(word));
    });
  }

  String source(String task) {
    return (String) row(task).get("source");
  }

  /** Returns the name of a task's MBean, null as long as it is not published. */
  @Nullable
  String objectName(String task) {
    return (String) row(task).get("objectName");
  }

  /** Returns a task's full method, as its MBean has it. */
  static String method(Program program, String task) {
    return (String) program.client().get(new SteeredTask(program, task).mbean(), "Method");
  }

  private long number(String task, String column) {
    return (Long) row(task).get(column);
  }

  private CompositeData row(String task) {
    CompositeData row = rows.get(task);
    if (row == null) {
      throw new AssertionError(task + " is none of " + rows.keySet());
    }
    return row;
  }

  /**
   * Asserts that all have counted the same: the framework its executions, the agent executions and skips, and
   * the bodies themselves. The framework must have been stopped.
   *
   * @param triggered executions that the framework does not count: TLO ran them past it
   */
  static void assertCountedAlike(Program program, Map<String, Long> triggered) {
    Tasks tasks = of(program);
    program
        .frameworkCounts()
        .forEach((task, count) -> assertThat(tasks.ended(task) + tasks.skipped(task))
            .as("executions and skips of " + task + ", which the framework counted")
            .isEqualTo(count + triggered.getOrDefault(task, 0L)));
    program
        .bodyCounts()
        .forEach((task, count) ->
            assertThat(tasks.ended(task)).as("bodies of " + task).isEqualTo(count));
    assertThat(program.client().number(JmxClient.REGISTRY, "AdviceFailures")).isZero();
  }
}
