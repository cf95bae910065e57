package io.tlo.agent.source;

import java.util.Locale;

/** What Quarkus's {@code @Scheduled} says. */
final class QuarkusSchedule {

  private static final String DEFAULT_ZONE = "<<default timezone>>";
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
    String zone = values.text("timeZone");
    return ScheduleText.cron(cron, zone.equals(DEFAULT_ZONE) ? "" : zone);
  }

  private static String every(String every, AnnotationValues values) {
    return every.isEmpty() ? "" : "every " + period(every) + first(values);
  }

  /** A text that begins with a digit is put behind {@code PT}. */
  private static String period(String text) {
    boolean isShort = !text.isEmpty() && Character.isDigit(text.charAt(0));
    String iso = isShort ? "PT" + text.toUpperCase(Locale.ROOT) : text;
    String words = DurationWords.of(iso, "MILLISECONDS");
    return words.equals(iso) ? text : words;
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
