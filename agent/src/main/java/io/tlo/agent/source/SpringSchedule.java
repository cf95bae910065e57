package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Spring's {@code @Scheduled} says. */
final class SpringSchedule {

  private static final String MILLISECONDS = "MILLISECONDS";
  private static final String OFF = "-";

  private SpringSchedule() {}

  static String text(AnnotationValues values) {
    String cron = values.text("cron");
    if (!cron.isEmpty()) {
      return cron.equals(OFF) ? "off (cron -)" : ScheduleText.cron(cron, values.text("zone"));
    }
    return ScheduleText.repeated(
        duration(values, "fixedRate"),
        duration(values, "fixedDelay"),
        duration(values, "initialDelay"));
  }

  static @Nullable Rhythm rhythm(AnnotationValues values) {
    String cron = values.text("cron");
    if (!cron.isEmpty()) {
      return CronRhythm.of(cron, values.text("zone"));
    }
    Rhythm rate = period(values, "fixedRate");
    return rate == null ? period(values, "fixedDelay") : rate;
  }

  private static @Nullable Rhythm period(AnnotationValues values, String attribute) {
    long number = values.number(attribute, -1);
    String text = number >= 0 ? Long.toString(number) : values.text(attribute + "String");
    return DurationWords.rhythm(text, values.constant("timeUnit", MILLISECONDS));
  }

  /** Each duration is given as a number or as a text; a number below zero, the default, means none. */
  private static String duration(AnnotationValues values, String attribute) {
    String unit = values.constant("timeUnit", MILLISECONDS);
    long number = values.number(attribute, -1);
    if (number >= 0) {
      return DurationWords.of(number, unit);
    }
    String text = values.text(attribute + "String");
    boolean isOpen = text.contains("${") || text.contains("#{");
    if (isOpen) {
      return unit.equals(MILLISECONDS) ? text : text + " " + unit.toLowerCase(Locale.ROOT);
    }
    return text.isEmpty() ? "" : DurationWords.of(text, unit);
  }
}
