package io.tlo.agent.source;

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
