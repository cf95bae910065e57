package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the frameworks' real annotations. */
@Tag("jdk")
class FrameworkTasksTest {

  private static List<String> read(Class<?> type) {
    Marks marks = new Marks(Source.adopted(List.of("all")), List.of());
    return new TaskClassFilter(marks)
        .reader().read(type.getClassLoader(), ClassFiles.of(type)).stream()
            .map(each -> each.name() + ": " + each.source() + ", " + each.sourceText() + ", "
                + each.attributes().schedule() + each.attributes().extra())
            .toList();
  }

  @Test
  void timersOfEnterpriseBeansUnderBothNames() {
    assertThat(read(FrameworkForms.Ejb.class))
        .containsExactly(
            "nightly: EJB, jakarta.ejb.Schedule, second 0, minute 30, hour 3 Europe/Kyiv[]",
            "twice: EJB, jakarta.ejb.Schedule, second 0, minute 0, hour 1"
                + " and second 0, minute 0, hour 2, dayOfMonth Last[]",
            "timeout: EJB, jakarta.ejb.Timeout, timer set by the program[]");
    assertThat(read(FrameworkForms.OldEjb.class))
        .containsExactly(
            "often: EJB, javax.ejb.Schedule, second */5, minute *, hour *[]",
            "ejbTimeout: EJB, javax.ejb.TimedObject, timer set by the program[]");
  }

  @Test
  void ofAsynchronousMethodsOnlyThoseWithASchedule() {
    assertThat(read(FrameworkForms.Concurrency.class))
        .containsExactly("series: CONCURRENCY, jakarta.enterprise.concurrent.Asynchronous,"
            + " cron 0 3 * * *[]");
  }

  @Test
  void quarkusAndMicronaut() {
    assertThat(read(FrameworkForms.Quarkus.class))
        .containsExactly("clean: QUARKUS, io.quarkus.scheduler.Scheduled, every 10 s and"
            + " cron 0 0 3 * * ?[identity=clean]");
    assertThat(read(FrameworkForms.Micronaut.class))
        .containsExactly(
            "clean: MICRONAUT, io.micronaut.scheduling.annotation.Scheduled,"
                + " every 5 s (fixed delay)[]",
            "composed: MICRONAUT, io.micronaut.scheduling.annotation.Scheduled, carried by"
                + " io.tlo.agent.discovery.FrameworkForms$Rate, every 7 s (fixed rate)[]");
  }

  @Test
  void jobRunrAndXxlJob() {
    assertThat(read(FrameworkForms.Others.class))
        .containsExactly(
            "purge: JOBRUNR, org.jobrunr.jobs.annotations.Recurring, every 10 min[id=purge]",
            "handle: XXL_JOB, com.xxl.job.core.handler.annotation.XxlJob, set in the XXL-Job admin"
                + "[handler=import]");
  }

  @Test
  void aQuartzJobIsFoundByWhatItImplements() {
    assertThat(read(FrameworkForms.Report.class))
        .containsExactly("execute: QUARTZ, org.quartz.Job, []");
  }

  @Test
  void aTimersTaskIsFoundHoweverIndirectlyItIsOne() {
    assertThat(read(FrameworkForms.Direct.class))
        .containsExactly("run: TIMER, java.util.TimerTask, []");
    assertThat(read(FrameworkForms.Indirect.class))
        .containsExactly("run: TIMER, java.util.TimerTask, []");
    assertThat(read(FrameworkForms.Base.class)).as("without a body").isEmpty();
    assertThat(read(FrameworkForms.Runs.class)).isEmpty();
    assertThat(read(FrameworkForms.RunsToo.class)).isEmpty();
  }
}
