package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import org.jspecify.annotations.Nullable;

/** What Micronaut's {@code @Scheduled} says. */
final class MicronautSchedule {

  private MicronautSchedule() {}

  static String text(AnnotationValues values) {
    String cron = values.text("cron");
    String text =
        cron.isEmpty() ? repeated(values) : ScheduleText.cron(cron, values.text("zoneId"));
    String condition = values.text("condition");
    return condition.isEmpty() ? text : text + ", if " + condition;
  }

  /** Returns null where the application itself decides of each turn. */
  static @Nullable Rhythm rhythm(AnnotationValues values) {
    String cron = values.text("cron");
    if (!values.text("condition").isEmpty()) {
      return null;
    }
    if (!cron.isEmpty()) {
      return CronRhythm.of(cron, values.text("zoneId"));
    }
    Rhythm rate = DurationWords.rhythm(values.text("fixedRate"), "MILLISECONDS");
    return rate == null ? DurationWords.rhythm(values.text("fixedDelay"), "MILLISECONDS") : rate;
  }

  private static String repeated(AnnotationValues values) {
    return ScheduleText.repeated(
        duration(values, "fixedRate"),
        duration(values, "fixedDelay"),
        duration(values, "initialDelay"));
  }

  private static String duration(AnnotationValues values, String attribute) {
    String text = values.text(attribute);
    return text.isEmpty() ? "" : DurationWords.of(text, "MILLISECONDS");
  }
}
