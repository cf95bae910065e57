package io.tlo.steering;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Moments as texts, made and read by hand: the formatters of the JDK start {@code java.lang.invoke}, which
 * must not happen before the application's first task.
 */
final class UtcText {

  private static final int SECONDS_PER_DAY = 86_400;
  private static final String SHAPE = "0000-00-00T00:00:00";

  private UtcText() {}

  /**
   * Returns the moment that a text such as {@code 2026-11-23T14:15:00Z} means, null if it is none.
   *
   * @param text as {@link Instant#toString} writes it, with any fraction of a second
   */
  static @Nullable Instant parse(String text) {
    int end = text.length() - 1;
    if (end < SHAPE.length() || text.charAt(end) != 'Z' || !hasShape(text)) {
      return null;
    }
    int nanos = nanos(text, SHAPE.length(), end);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    try {
      LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      long seconds = day.toEpochDay() * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? !isDigit(found) : found != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Returns the fraction of a second that stands between two indices, -1 if none can. */
  private static int nanos(String text, int from, int end) {
    if (from == end) {
      return 0;
    }
    int digits = end - from - 1;
    if (text.charAt(from) != '.' || digits < 1 || digits > 9) {
      return -1;
    }
    for (int i = from + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
    }
    int nanos = number(text, from + 1, end);
    for (int i = digits; i < 9; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  /** Returns a moment as a part of a file's name, {@code 20261123T141500Z}. */
  static String compact(long epochMillis) {
    long seconds = Math.floorDiv(epochMillis, 1_000L);
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) SECONDS_PER_DAY));
    int second = (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY);
    return day.toString().replace("-", "")
        + "T"
        + twoDigits(second / 3_600)
        + twoDigits(second / 60 % 60)
        + twoDigits(second % 60)
        + "Z";
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
