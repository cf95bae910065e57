package io.tlo.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.execution.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclaredRhythmTest {

  // A Tuesday.
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final String EJB = "jakarta.ejb.Schedule";

  private static AnnotationValues values(Object... pairs) {
    AnnotationValues values = new AnnotationValues();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }

  private static @Nullable Duration next(Source source, String annotation, Object... pairs) {
    Rhythm rhythm = DeclaredRhythm.of(source, annotation, List.of(values(pairs)));
    Instant next = rhythm == null ? null : rhythm.after(NOON);
    return next == null ? null : Duration.between(NOON, next);
  }

  private static @Nullable Duration spring(Object... pairs) {
    return next(Source.SPRING, "Scheduled", pairs);
  }

  @Test
  void ofSpring() {
    AnnotationValues.Constant seconds = new AnnotationValues.Constant("SECONDS");
    assertThat(spring("fixedRate", 500L)).hasMillis(500);
    assertThat(spring("fixedDelay", 5L, "timeUnit", seconds)).hasSeconds(5);
    assertThat(spring("fixedDelayString", "PT2M")).hasMinutes(2);
    assertThat(spring("cron", "0 0 3 * * *", "zone", "UTC")).hasHours(15);
    assertThat(spring("fixedDelayString", "${app.delay}")).isNull();
    assertThat(spring("cron", "${app.cron}")).isNull();
    assertThat(spring("cron", "-")).isNull();
    assertThat(spring("initialDelay", 500L)).isNull();
    assertThat(spring("fixedRate", 0L)).isNull();
    assertThat(spring("fixedRate", Long.MAX_VALUE, "timeUnit", seconds)).isNull();
  }

  @Test
  void ofSeveralSchedulesTheFirstMomentCounts() {
    Rhythm rhythm = DeclaredRhythm.of(
        Source.SPRING,
        "Scheduled",
        List.of(
            values("cron", "${app.cron}"),
            values("fixedRate", 5_000L),
            values("cron", "0 * * * * *", "zone", "UTC"),
            values("initialDelay", 1L)));
    assertThat(Objects.requireNonNull(rhythm).after(NOON)).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void ofEnterpriseBeans() {
    Object[] everyTwoSeconds = {"second", "*/2", "minute", "*", "hour", "*", "persistent", false};
    assertThat(next(Source.EJB, EJB, everyTwoSeconds)).hasSeconds(2);
    assertThat(next(Source.EJB, EJB, "persistent", false, "timezone", "UTC")).hasHours(12);
    assertThat(
            next(Source.EJB, EJB, "dayOfWeek", "Sat-Sun", "persistent", false, "timezone", "UTC"))
        .hasHours(84);
    assertThat(next(Source.EJB, EJB, "dayOfMonth", "Last", "persistent", false)).isNull();
    assertThat(next(Source.EJB, EJB, "dayOfMonth", "1st Sun", "persistent", false))
        .isNull();
    assertThat(next(Source.EJB, EJB, "year", "2027", "persistent", false)).isNull();
    assertThat(next(Source.EJB, EJB, "second", "*", "minute", "*", "hour", "*"))
        .as("persistent by default")
        .isNull();
    assertThat(next(Source.EJB, "jakarta.ejb.Timeout")).isNull();
  }

  @Test
  void ofQuarkus() {
    assertThat(next(Source.QUARKUS, "Scheduled", "every", "10s")).hasSeconds(10);
    assertThat(next(Source.QUARKUS, "Scheduled", "every", "PT1H")).hasHours(1);
    assertThat(next(Source.QUARKUS, "Scheduled", "cron", "0 0 12 ? * 4", "timeZone", "UTC"))
        .as("Wednesday")
        .hasDays(1);
    assertThat(next(Source.QUARKUS, "Scheduled", "cron", "0 12 * * 3", "timeZone", "UTC"))
        .as("Wednesday")
        .hasDays(1);
    assertThat(next(Source.QUARKUS, "Scheduled", "every", "{app.every}")).isNull();
    assertThat(next(Source.QUARKUS, "Scheduled", "every", "off")).isNull();
    assertThat(next(Source.QUARKUS, "Scheduled", "cron", "off")).isNull();
    assertThat(
            next(Source.QUARKUS, "Scheduled", "every", "10s", "skipExecutionIf", "app.Predicate"))
        .isNull();
  }

  @Test
  void ofMicronaut() {
    assertThat(next(Source.MICRONAUT, "Scheduled", "fixedRate", "200ms")).hasMillis(200);
    assertThat(next(Source.MICRONAUT, "Scheduled", "fixedDelay", "1h")).hasHours(1);
    assertThat(next(Source.MICRONAUT, "Scheduled", "cron", "0 12 * * *", "zoneId", "UTC"))
        .hasDays(1);
    assertThat(next(Source.MICRONAUT, "Scheduled", "fixedRate", "${app.rate}")).isNull();
    assertThat(next(Source.MICRONAUT, "Scheduled", "fixedRate", "1s", "condition", "#{x}"))
        .isNull();
  }

  @Test
  void ofHelidon() {
    assertThat(next(Source.HELIDON, "Scheduling$FixedRate", "value", "10")).hasSeconds(10);
    assertThat(next(Source.HELIDON, "Scheduling$FixedRate", "value", "PT2M")).hasMinutes(2);
    assertThat(next(Source.HELIDON, "Scheduling$Cron", "value", "0/30 * * * * ?"))
        .isNotNull();
  }

  @Test
  void whereAnotherInstanceMayRunTheTaskOrNobodySaysWhenItRunsThereIsNone() {
    assertThat(next(Source.JOBRUNR, "Recurring", "interval", "PT5S")).isNull();
    assertThat(next(Source.XXL_JOB, "XxlJob", "value", "import")).isNull();
    assertThat(next(
            Source.CONCURRENCY,
            "jakarta.enterprise.concurrent.Asynchronous",
            "runAt",
            List.of(values("cron", "*/5 * * * * *"))))
        .isNull();
  }
}
