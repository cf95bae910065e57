package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.List;

/** What Jakarta Concurrency's {@code @Schedule} says, alone or within {@code @Asynchronous(runAt)}. */
final class ConcurrencySchedule {

  private static final String[] DATES = {"months", "daysOfMonth", "daysOfWeek"};
  private static final String[] TIMES = {"hours", "minutes", "seconds"};

  private ConcurrencySchedule() {}

  static String text(String annotation, AnnotationValues values) {
    if (!annotation.endsWith(".Asynchronous")) {
      return text(values);
    }
    List<String> texts = new ArrayList<>();
    for (AnnotationValues each : values.annotations("runAt")) {
      texts.add(text(each));
    }
    return String.join(" and ", texts);
  }

  private static String text(AnnotationValues values) {
    String zone = values.text("zone");
    String cron = values.text("cron");
    if (!cron.isEmpty()) {
      return ScheduleText.cron(cron, zone);
    }
    List<String> parts = new ArrayList<>();
    for (String each : DATES) {
      add(parts, each, values.elements(each));
    }
    for (String each : TIMES) {
      boolean isGiven = values.get(each) != null;
      add(parts, each, isGiven ? values.elements(each) : List.of("0"));
    }
    String all = String.join("; ", parts);
    return zone.isBlank() ? all : all + " " + zone;
  }

  /** An empty array means that the field does not count. */
  private static void add(List<String> parts, String field, List<String> elements) {
    if (!elements.isEmpty()) {
      parts.add(field + " " + String.join(",", elements));
    }
  }
}
