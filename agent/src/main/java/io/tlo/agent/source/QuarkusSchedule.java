package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Quarkus's {@code @Scheduled} says. */
final class QuarkusSchedule {

  private static final String DEFAULT_ZONE = "<<default timezone>>";
  private static final int UNIX_FIELDS = 5;
  private static final String NO_PREDICATE = "io.quarkus.scheduler.Scheduled$Never";

  private QuarkusSchedule() {}

  static String text(AnnotationValues values) {
    String cron = values.text("cron").strip();
    String every = values.text("every").strip();
    if (isOff(cron) || (cron.isEmpty() && isOff(every))) {
      return "off";
    }
    String text = cron.isEmpty() ? every(every, values) : cron(cron, values) + first(values);
    return text.isEmpty() ? "" : text + condition(values);
  }

  /** Returns null where the application itself decides of each turn. */
  static @Nullable Rhythm rhythm(AnnotationValues values) {
    String cron = values.text("cron").strip();
    if (!condition(values).isEmpty()) {
      return null;
    }
    if (cron.isEmpty()) {
      return DurationWords.rhythm(iso(values.text("every").strip()), "MILLISECONDS");
    }
    String zone = zone(values);
    boolean isUnix = cron.split("\\s+", -1).length == UNIX_FIELDS;
    return isUnix ? CronRhythm.of(cron, zone) : CronRhythm.ofQuartz(cron, zone);
  }

  /** A predicate of the application's that Quarkus asks before each turn. */
  private static String condition(AnnotationValues values) {
    String predicate = values.text("skipExecutionIf");
    return predicate.isEmpty() || predicate.equals(NO_PREDICATE)
        ? ""
        : ", unless skipped by " + predicate;
  }

  private static boolean isOff(String text) {
    return text.equalsIgnoreCase("off") || text.equalsIgnoreCase("disabled");
  }

  private static String cron(String cron, AnnotationValues values) {
    return ScheduleText.cron(cron, zone(values));
  }

  private static String zone(AnnotationValues values) {
    String zone = values.text("timeZone");
    return zone.equals(DEFAULT_ZONE) ? "" : zone;
  }

  private static String every(String every, AnnotationValues values) {
    return every.isEmpty() ? "" : "every " + period(every) + first(values);
  }

  /** A text that begins with a digit is put behind {@code PT}. */
  private static String period(String text) {
    String iso = iso(text);
    String words = DurationWords.of(iso, "MILLISECONDS");
    return words.equals(iso) ? text : words;
  }

  private static String iso(String text) {
    boolean isShort = !text.isEmpty() && Character.isDigit(text.charAt(0));
    return isShort ? "PT" + text.toUpperCase(Locale.ROOT) : text;
  }

  private static String first(AnnotationValues values) {
    long delay = values.number("delay", 0);
    if (delay > 0) {
      return ", first after " + DurationWords.of(delay, values.constant("delayUnit", "MINUTES"));
    }
    String delayed = values.text("delayed").strip();
    return delayed.isEmpty() ? "" : ", first after " + period(delayed);
  }
}
