package io.tlo.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {

  private static AnnotationValues values(Object... pairs) {
    AnnotationValues values = new AnnotationValues();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }

  private static String spring(Object... pairs) {
    return ScheduleText.of(Source.SPRING, "Scheduled", List.of(values(pairs)));
  }

  @Test
  void springsRatesAndDelaysAreOfTheirTimeUnit() {
    assertThat(spring("fixedRate", 500L)).isEqualTo("every 500 ms (fixed rate)");
    assertThat(spring("fixedDelay", 90_000L)).isEqualTo("every 1 min 30 s (fixed delay)");
    assertThat(spring("fixedRate", 5L, "timeUnit", new AnnotationValues.Constant("SECONDS")))
        .isEqualTo("every 5 s (fixed rate)");
    assertThat(spring("fixedRate", 0L)).isEqualTo("every 0 ms (fixed rate)");
    assertThat(spring("fixedRate", 1_550L)).isEqualTo("every 1550 ms (fixed rate)");
  }

  @Test
  void whatMeansNeverAgainHasWordsToo() {
    AnnotationValues.Constant days = new AnnotationValues.Constant("DAYS");
    AnnotationValues.Constant seconds = new AnnotationValues.Constant("SECONDS");
    assertThat(spring("fixedDelay", Long.MAX_VALUE, "timeUnit", days))
        .isEqualTo("every 9223372036854775807 days (fixed delay)");
    assertThat(spring("fixedDelay", Long.MAX_VALUE, "timeUnit", seconds))
        .isEqualTo("every PT2562047788015215H30M7S (fixed delay)");
    assertThat(spring("fixedDelayString", "999999999999999999", "timeUnit", days))
        .isEqualTo("every 999999999999999999 days (fixed delay)");
    assertThat(spring("fixedDelayString", "999999999999999999d"))
        .isEqualTo("every 999999999999999999d (fixed delay)");
  }

  @Test
  void springsTextsAreNumbersDurationsOrPlaceholders() {
    assertThat(spring("fixedRateString", "2000")).isEqualTo("every 2 s (fixed rate)");
    assertThat(spring("fixedRateString", "PT2M")).isEqualTo("every 2 min (fixed rate)");
    assertThat(spring("fixedDelayString", "10s")).isEqualTo("every 10 s (fixed delay)");
    assertThat(spring("fixedDelayString", "${app.delay}"))
        .isEqualTo("every ${app.delay} (fixed delay)");
    assertThat(spring(
            "fixedDelayString",
            "#{@config.delay}",
            "timeUnit",
            new AnnotationValues.Constant("MINUTES")))
        .isEqualTo("every #{@config.delay} minutes (fixed delay)");
    assertThat(spring("fixedDelayString", "soon")).isEqualTo("every soon (fixed delay)");
  }

  @Test
  void springsCronComesWithItsZoneAndCanBeOff() {
    assertThat(spring("cron", "0 0 3 * * *", "zone", "Europe/Kyiv"))
        .isEqualTo("cron 0 0 3 * * * Europe/Kyiv");
    assertThat(spring("cron", "${app.cron}")).isEqualTo("cron ${app.cron}");
    assertThat(spring("cron", "-")).isEqualTo("off (cron -)");
  }

  @Test
  void springsInitialDelayComesFirstOrIsAllThereIs() {
    assertThat(spring("fixedRate", 5_000L, "initialDelay", 1_000L))
        .isEqualTo("every 5 s (fixed rate), first after 1 s");
    assertThat(spring("initialDelay", 2_000L)).isEqualTo("once, 2 s after start");
    assertThat(spring("initialDelayString", "PT1M")).isEqualTo("once, 1 min after start");
    assertThat(spring()).isEmpty();
  }

  @Test
  void severalSchedulesOfAMethodAreJoined() {
    assertThat(ScheduleText.of(
            Source.SPRING,
            "Scheduled",
            List.of(values("cron", "0 0 3 * * *"), values(), values("fixedRate", 10L))))
        .isEqualTo("cron 0 0 3 * * * and every 10 ms (fixed rate)");
  }

  @Test
  void anEnterpriseBeansTimesAreAlwaysSaidAndItsDatesWhereTheyRestrict() {
    assertThat(ScheduleText.of(Source.EJB, "jakarta.ejb.Schedule", List.of(values())))
        .isEqualTo("second 0, minute 0, hour 0");
    assertThat(ScheduleText.of(
            Source.EJB,
            "javax.ejb.Schedule",
            List.of(values(
                "second",
                "*/5",
                "minute",
                "*",
                "hour",
                "*",
                "dayOfWeek",
                "Mon-Fri",
                "year",
                "*",
                "timezone",
                "Europe/Kyiv"))))
        .isEqualTo("second */5, minute *, hour *, dayOfWeek Mon-Fri Europe/Kyiv");
    assertThat(ScheduleText.of(Source.EJB, "jakarta.ejb.Timeout", List.of(values())))
        .isEqualTo("timer set by the program");
    assertThat(ScheduleText.of(Source.EJB)).isEqualTo("timer set by the program");
  }

  @Test
  void concurrencysSchedulesStandAloneOrInRunAt() {
    AnnotationValues cron = values("cron", "0 3 * * *", "zone", "Europe/Kyiv");
    AnnotationValues fields = values(
        "months", List.of(new AnnotationValues.Constant("JUNE")),
        "hours", List.of(3, 15),
        "minutes", List.of());
    assertThat(ScheduleText.of(Source.CONCURRENCY, "x.Schedule", List.of(cron)))
        .isEqualTo("cron 0 3 * * * Europe/Kyiv");
    assertThat(ScheduleText.of(
            Source.CONCURRENCY, "x.Asynchronous", List.of(values("runAt", List.of(cron, fields)))))
        .isEqualTo("cron 0 3 * * * Europe/Kyiv and months JUNE; hours 3,15; seconds 0");
  }

  private static String quarkus(Object... pairs) {
    return ScheduleText.of(Source.QUARKUS, "Scheduled", List.of(values(pairs)));
  }

  @Test
  void quarkusPutsAPeriodBehindTheDigits() {
    assertThat(quarkus("every", "10s")).isEqualTo("every 10 s");
    assertThat(quarkus("every", "PT15M")).isEqualTo("every 15 min");
    assertThat(quarkus("every", "{app.every}")).isEqualTo("every {app.every}");
    assertThat(quarkus("every", "1h", "delay", 2L)).isEqualTo("every 1 h, first after 2 min");
    assertThat(quarkus("every", "1h", "delayed", "{app.delay}"))
        .isEqualTo("every 1 h, first after {app.delay}");
  }

  @Test
  void quarkussCronComesBeforeItsPeriod() {
    assertThat(quarkus("cron", "0 0 3 * * ?", "every", "1h", "timeZone", "Europe/Kyiv"))
        .isEqualTo("cron 0 0 3 * * ? Europe/Kyiv");
    assertThat(quarkus("cron", "0 0 3 * * ?", "timeZone", "<<default timezone>>"))
        .isEqualTo("cron 0 0 3 * * ?");
    assertThat(quarkus("every", "off")).isEqualTo("off");
    assertThat(quarkus("cron", "DISABLED", "every", "1h")).isEqualTo("off");
    assertThat(quarkus()).isEmpty();
  }

  @Test
  void quarkussConditionIsSaid() {
    assertThat(quarkus("every", "10s", "skipExecutionIf", "com.acme.Holidays"))
        .isEqualTo("every 10 s, unless skipped by com.acme.Holidays");
    assertThat(quarkus("every", "10s", "skipExecutionIf", "io.quarkus.scheduler.Scheduled$Never"))
        .isEqualTo("every 10 s");
    assertThat(quarkus("every", "off", "skipExecutionIf", "com.acme.Holidays")).isEqualTo("off");
  }

  @Test
  void micronautsSchedulesReadLikeSprings() {
    Map<String, AnnotationValues> texts = Map.of(
        "cron 0 3 * * * Europe/Kyiv", values("cron", "0 3 * * *", "zoneId", "Europe/Kyiv"),
        "every 500 ms (fixed rate)", values("fixedRate", "500ms"),
        "every 5 s (fixed delay), first after 1 min",
            values("fixedDelay", "5s", "initialDelay", "1m"),
        "once, 2 s after start", values("initialDelay", "2s"),
        "every ${a.b} (fixed rate), if #{x}", values("fixedRate", "${a.b}", "condition", "#{x}"));
    texts.forEach(
        (text, given) -> assertThat(ScheduleText.of(Source.MICRONAUT, "Scheduled", List.of(given)))
            .isEqualTo(text));
  }

  @Test
  void jobRunrsHelidonsAndXxlJobsSchedulesAreSaid() {
    assertThat(ScheduleText.of(
            Source.JOBRUNR,
            "Recurring",
            List.of(values("cron", "*/5 * * * *", "zoneId", "Europe/Kyiv"))))
        .isEqualTo("cron */5 * * * * Europe/Kyiv");
    assertThat(ScheduleText.of(Source.JOBRUNR, "Recurring", List.of(values("interval", "PT10M"))))
        .isEqualTo("every 10 min");
    assertThat(ScheduleText.of(Source.JOBRUNR, "Recurring", List.of(values("cron", "-"))))
        .isEqualTo("off");
    assertThat(ScheduleText.of(
            Source.HELIDON,
            "io.helidon.scheduling.Scheduling$FixedRate",
            List.of(values("value", "PT10S", "delayBy", "PT2S"))))
        .isEqualTo("every 10 s (fixed rate), first after 2 s");
    assertThat(ScheduleText.of(
            Source.HELIDON,
            "io.helidon.scheduling.Scheduling$Cron",
            List.of(values("value", "0 15 8 ? * *"))))
        .isEqualTo("cron 0 15 8 ? * *");
    assertThat(ScheduleText.of(Source.XXL_JOB, "XxlJob", List.of(values("value", "h"))))
        .isEqualTo("set in the XXL-Job admin");
    assertThat(ScheduleText.of(Source.SPRING_ASYNC, "Async", List.of(values()))).isEmpty();
  }

  @Test
  void whatItsFrameworkCallsATaskIsShownWithIt() {
    assertThat(ScheduleText.extra(Source.QUARKUS, List.of(values("identity", "a"), values())))
        .containsExactly("identity=a");
    assertThat(ScheduleText.extra(Source.JOBRUNR, List.of(values("id", "b"))))
        .containsExactly("id=b");
    assertThat(ScheduleText.extra(Source.XXL_JOB, List.of(values("value", "c"))))
        .containsExactly("handler=c");
    assertThat(ScheduleText.extra(Source.SPRING, List.of(values("zone", "d")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10|10 s",
        "5ms|5 ms",
        "7us|7000 ns",
        "3ns|3 ns",
        "2H|2 h",
        "1d|1 d",
        "PT1M30S|1 min 30 s",
        "99999999999999999999|99999999999999999999",
        "1x|1x"
      })
  void durationsAreReadAsFrameworksReadThem(String text, String words) {
    assertThat(DurationWords.of(text, "SECONDS")).isEqualTo(words);
  }
}
