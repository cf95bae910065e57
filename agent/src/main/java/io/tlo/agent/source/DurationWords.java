package io.tlo.agent.source;

import io.tlo.execution.Period;
import io.tlo.execution.Rhythm;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as annotations give them, for people. What cannot be read is shown as it stands. */
final class DurationWords {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern WITH_UNIT =
      Pattern.compile("([+-]?\\d{1,18})(ns|us|ms|s|m|h|d)", Pattern.CASE_INSENSITIVE);

  private DurationWords() {}

  /** Returns a number of a {@code TimeUnit}, for people. */
  static String of(long number, String timeUnit) {
    Duration duration = duration(number, timeUnit);
    // So long that people mean "never again" by it.
    return duration == null
        ? number + " " + unit(timeUnit).toString().toLowerCase(Locale.ROOT)
        : DurationText.exact(duration);
  }

  /**
   * Returns for people what a text means: a number of the unit, a number with a unit of its own, or ISO-8601.
   *
   * @param timeUnit name of the {@code TimeUnit} that plain numbers are of
   */
  static String of(String text, String timeUnit) {
    String stripped = text.strip();
    if (NUMBER.matcher(stripped).matches()) {
      return of(Long.parseLong(stripped), timeUnit);
    }
    Duration duration = parse(stripped);
    return duration == null ? text : DurationText.exact(duration);
  }

  /** Returns the rhythm that such a text means, null for none or one that cannot be read. */
  static @Nullable Rhythm rhythm(String text, String timeUnit) {
    String stripped = text.strip();
    boolean isNumber = NUMBER.matcher(stripped).matches();
    Duration period = isNumber ? duration(Long.parseLong(stripped), timeUnit) : parse(stripped);
    boolean isPositive = period != null && !period.isZero() && !period.isNegative();
    return period == null || !isPositive ? null : new Period(period);
  }

  private static @Nullable Duration duration(long number, String timeUnit) {
    try {
      return Duration.of(number, unit(timeUnit));
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration parse(String text) {
    Matcher simple = WITH_UNIT.matcher(text);
    try {
      return simple.matches()
          ? Duration.of(
              Long.parseLong(simple.group(1)), unitOf(simple.group(2).toLowerCase(Locale.ROOT)))
          : Duration.parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  private static ChronoUnit unitOf(String letters) {
    return switch (letters) {
      case "ns" -> ChronoUnit.NANOS;
      case "us" -> ChronoUnit.MICROS;
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }

  private static ChronoUnit unit(String timeUnit) {
    return switch (timeUnit) {
      case "NANOSECONDS" -> ChronoUnit.NANOS;
      case "MICROSECONDS" -> ChronoUnit.MICROS;
      case "SECONDS" -> ChronoUnit.SECONDS;
      case "MINUTES" -> ChronoUnit.MINUTES;
      case "HOURS" -> ChronoUnit.HOURS;
      case "DAYS" -> ChronoUnit.DAYS;
      default -> ChronoUnit.MILLIS;
    };
  }
}
