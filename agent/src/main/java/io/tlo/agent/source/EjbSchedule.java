package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an Enterprise Bean's {@code @Schedule} says; the defaults are those of its annotation. */
final class EjbSchedule {

  private static final String[] TIMES = {"second", "minute", "hour"};
  private static final String[] DATES = {"dayOfMonth", "month", "dayOfWeek", "year"};

  private EjbSchedule() {}

  /** Returns null for a persistent timer: in a cluster any server may run it. */
  static @Nullable Rhythm rhythm(AnnotationValues values) {
    if (values.flag("persistent", true)) {
      return null;
    }
    StringBuilder cron = new StringBuilder();
    for (String each : TIMES) {
      cron.append(values.text(each, "0")).append(' ');
    }
    for (String each : DATES) {
      cron.append(values.text(each, "*")).append(' ');
    }
    return CronRhythm.of(cron.toString(), values.text("timezone"));
  }

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
