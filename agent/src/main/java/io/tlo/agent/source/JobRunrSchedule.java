package io.tlo.agent.source;

/** What JobRunr's {@code @Recurring} says. */
final class JobRunrSchedule {

  private static final String OFF = "-";

  private JobRunrSchedule() {}

  static String text(AnnotationValues values) {
    String cron = values.text("cron");
    String interval = values.text("interval");
    if (cron.equals(OFF) || interval.equals(OFF)) {
      return "off";
    }
    if (!cron.isEmpty()) {
      return ScheduleText.cron(cron, values.text("zoneId"));
    }
    return interval.isEmpty() ? "" : "every " + DurationWords.of(interval, "SECONDS");
  }
}
