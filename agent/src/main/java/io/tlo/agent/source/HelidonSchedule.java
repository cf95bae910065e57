package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import org.jspecify.annotations.Nullable;

/** What Helidon's {@code @FixedRate} and {@code @Cron} say. */
final class HelidonSchedule {

  private static final String NO_DELAY = "PT0S";

  private HelidonSchedule() {}

  static @Nullable Rhythm rhythm(String annotation, AnnotationValues values) {
    String value = values.text("value");
    return annotation.endsWith("$Cron")
        ? CronRhythm.ofQuartz(value, "")
        : DurationWords.rhythm(value, "SECONDS");
  }

  static String text(String annotation, AnnotationValues values) {
    String value = values.text("value");
    if (annotation.endsWith("$Cron")) {
      return ScheduleText.cron(value, "");
    }
    String delay = values.text("delayBy", NO_DELAY);
    String every = "every " + DurationWords.of(value, "SECONDS") + " (fixed rate)";
    return delay.equals(NO_DELAY)
        ? every
        : every + ", first after " + DurationWords.of(delay, "SECONDS");
  }
}
