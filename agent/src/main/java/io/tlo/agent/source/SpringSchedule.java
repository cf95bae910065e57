package io.tlo.agent.source;

import java.util.Locale;

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
