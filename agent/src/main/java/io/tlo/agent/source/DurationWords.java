package io.tlo.agent.source;

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
    ChronoUnit unit = unit(timeUnit);
    try {
      return DurationText.exact(Duration.of(number, unit));
    } catch (ArithmeticException e) {
      // So long that people mean "never again" by it.
      return number + " " + unit.toString().toLowerCase(Locale.ROOT);
    }
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
