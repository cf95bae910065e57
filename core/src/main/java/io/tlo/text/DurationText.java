package io.tlo.text;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as people do: {@code "30s"}, {@code "PT30S"}, {@code "30 s"}. */
public final class DurationText {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  // The longest texts that mean a duration are much shorter; none is worth more work than that.
  private static final int MOST_CHARACTERS = 100;
  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofDays(365);

  private DurationText() {}

  /**
   * Returns the duration that a text means.
   *
   * @param text a whole number with {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}, or
   *     ISO-8601; 10 ms to 365 days
   * @throws TloException with {@link Reason#INVALID_SETTING} if the text is neither, or out of
   *     bounds
   */
  public static Duration parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw refused(text.substring(0, MOST_CHARACTERS) + "…", "is not a duration");
    }
    Duration duration;
    try {
      duration = parseUnbounded(text.strip());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw refused(text, "is not a duration");
    }
    if (duration.compareTo(LEAST) < 0 || duration.compareTo(MOST) > 0) {
      throw refused(text, "is out of bounds");
    }
    return duration;
  }

  /**
   * Returns the duration that a text means, however long, also zero or a negative one.
   *
   * @param text a whole number of at most 12 digits with {@code ms}, {@code s}, {@code m}, {@code h} or
   *     {@code d}, or ISO-8601; without blanks around it
   * @throws DateTimeParseException if the text is neither, or means more than a duration holds
   */
  public static Duration parseUnbounded(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static TloException refused(String text, String why) {
    return new TloException(
        Reason.INVALID_SETTING,
        "'" + text + "' " + why + ", allowed: 10ms to 365d, such as 30s, 5m or PT30S");
  }

  /**
   * Returns a duration for people, {@code "40 ms"}, {@code "1.3 s"}, {@code "2 min 5 s"}.
   *
   * @throws ArithmeticException if it is of more milliseconds than a {@code long} holds
   */
  public static String describe(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      long tenths = millis / 100;
      return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
    }
    if (millis < 3_600_000) {
      return parts(millis / 60_000, "min", millis / 1_000 % 60, "s");
    }
    if (millis < 86_400_000) {
      return parts(millis / 3_600_000, "h", millis / 60_000 % 60, "min");
    }
    return parts(millis / 86_400_000, "d", millis / 3_600_000 % 24, "h");
  }

  /**
   * Returns a duration for people and loses nothing of it: {@code "1 min 30 s"}, {@code "1550 ms"};
   * one whose milliseconds or nanoseconds are more than a {@code long} holds as ISO-8601.
   */
  public static String exact(Duration duration) {
    try {
      return exactWithin(duration);
    } catch (ArithmeticException e) {
      return duration.toString();
    }
  }

  private static String exactWithin(Duration duration) {
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toNanos() + " ns";
    }
    long millis = duration.toMillis();
    return millis % smallestPart(millis) == 0 ? describe(duration) : millis + " ms";
  }

  /** Returns the milliseconds below which the text of a duration tells nothing. */
  private static long smallestPart(long millis) {
    if (millis < 1_000) {
      return 1;
    }
    if (millis < 60_000) {
      return 100;
    }
    if (millis < 3_600_000) {
      return 1_000;
    }
    return millis < 86_400_000 ? 60_000 : 3_600_000;
  }

  private static String parts(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
