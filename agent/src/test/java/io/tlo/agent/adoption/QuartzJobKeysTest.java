package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloSettings;
import io.tlo.execution.LiveTask;
import io.tlo.runtime.TaskRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs of Quartz's that read alike are told apart. */
class QuartzJobKeysTest {

  private final TaskRuntime runtime = new TaskRuntime(
      TloSettings.read(Map.of(), "test", new Properties(), Map.of()),
      false,
      false,
      (sentence, cause) -> {},
      entry -> {});
  private final QuartzJobs jobs = new QuartzJobs(
      new TaskAdder(runtime.memoryRegistry(), runtime.tasks()), runtime.tasks(), type -> true);

  @AfterEach
  void close() {
    runtime.close(Duration.ZERO);
  }

  /** Stands for a scheduler of Quartz's. */
  public static final class Scheduler {
    private final String name;

    Scheduler(String name) {
      this.name = name;
    }

    public String getSchedulerName() {
      return name;
    }
  }

  /** Stands for a key of Quartz's. */
  public static final class Key {
    private final String group;
    private final String name;

    Key(String group, String name) {
      this.group = group;
      this.name = name;
    }

    public String getGroup() {
      return group;
    }

    public String getName() {
      return name;
    }
  }

  /** Stands for what Quartz knows of a job. */
  public static final class Detail {
    private final Key key;
    private final Class<?> type;

    Detail(Key key, Class<?> type) {
      this.key = key;
      this.type = type;
    }

    public Key getKey() {
      return key;
    }

    public Class<?> getJobClass() {
      return type;
    }

    public String getDescription() {
      return "";
    }
  }

  private static final class Work {}

  private static final class OtherWork {}

  private void added(String scheduler, String group, String name) {
    added(scheduler, new Detail(new Key(group, name), Work.class));
  }

  private void added(String scheduler, Detail detail) {
    jobs.observed(Observation.QUARTZ_JOB_ADDED, new Scheduler(scheduler), detail);
  }

  private List<String> methods() {
    return runtime.tasks().list().stream()
        .map(each -> each.definition().method())
        .map(each -> each.substring(each.indexOf('['), each.indexOf(']') + 1))
        .toList();
  }

  private void assertSwitchedAlone() {
    List<LiveTask> tasks = runtime.tasks().list();
    for (LiveTask each : tasks) {
      runtime.steering().switchTo(each, false);
      assertThat(tasks).filteredOn(task -> !task.enabled()).containsExactly(each);
      runtime.steering().switchTo(each, true);
    }
  }

  @Test
  void oneKeyInTwoSchedulersIsTwoMethods() {
    added("reporting", "DEFAULT", "nightly");
    added("billing", "DEFAULT", "nightly");
    added("reporting", "DEFAULT", "nightly");

    assertThat(methods()).containsExactly("[DEFAULT.nightly]", "[billing: DEFAULT/nightly]");
    assertSwitchedAlone();
  }

  @Test
  void oneKeyInTwoSchedulersIsTwoSwitchesThoughTheClassesDiffer() {
    added("reporting", "DEFAULT", "nightly");
    added("billing", new Detail(new Key("DEFAULT", "nightly"), OtherWork.class));

    assertThat(methods()).containsExactly("[DEFAULT.nightly]", "[billing: DEFAULT/nightly]");
    assertSwitchedAlone();
  }

  @Test
  void keysWithAnotherBorderBetweenGroupAndNameAreTwoMethods() {
    added("reporting", "reports.weekly", "send");
    added("reporting", "reports", "weekly.send");

    assertThat(methods())
        .containsExactly("[reports.weekly.send]", "[reporting: reports/weekly.send]");
    assertSwitchedAlone();
  }
}
