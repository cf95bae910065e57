package io.tlo.agent.source;

import java.util.ArrayList;
import java.util.List;

/** What an Enterprise Bean's {@code @Schedule} says; the defaults are those of its annotation. */
final class EjbSchedule {

  private static final String[] TIMES = {"second", "minute", "hour"};
  private static final String[] DATES = {"dayOfMonth", "month", "dayOfWeek", "year"};

  private EjbSchedule() {}

  static String text(AnnotationValues values) {
    List<String> parts = new ArrayList<>();
    for (String each : TIMES) {
      parts.add(each + " " + values.text(each, "0"));
    }
    for (String each : DATES) {
      String value = values.text(each, "*");
      if (!value.equals("*")) {
        parts.add(each + " " + value);
      }
    }
    String zone = values.text("timezone");
    String all = String.join(", ", parts);
    return zone.isBlank() ? all : all + " " + zone;
  }
}
