package io.tlo.agent.adoption;

import io.tlo.agent.source.CronRhythm;
import io.tlo.execution.Period;
import io.tlo.execution.PlannedRhythm;
import io.tlo.execution.Rhythm;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TimeZone;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a Quartz trigger fires.
 *
 * @param schedule for people, with all conditions
 * @param next when it fires next, null if it does not or that is not known
 * @param rhythm when it fires after that, null if it does not or that is not known
 */
record PlannedTrigger(
    String schedule, @Nullable Instant next, @Nullable Rhythm rhythm) {

  private static final long FOR_EVER = -1;
  private static final String FIRST_SECOND = "00:00:00";
  private static final String LAST_SECOND = "23:59:59";

  /** By the numbers that {@link java.util.Calendar} gives them. */
  private static final String[] DAYS = {"", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

  /**
   * Reads a trigger.
   *
   * @param trigger Quartz's
   * @param next Quartz's date of the next firing, null for none
   * @param before what was read of it before, null for nothing
   */
  static PlannedTrigger of(Object trigger, @Nullable Object next, @Nullable PlannedTrigger before) {
    String schedule = words(trigger) + conditions(trigger);
    Rhythm rhythm =
        before != null && before.schedule().equals(schedule) ? before.rhythm() : rhythm(trigger);
    return new PlannedTrigger(schedule, instant(next), rhythm);
  }

  /** Returns when it is due, null if it does not fire again or that is not known. */
  @Nullable
  Rhythm planned() {
    return next == null || rhythm == null ? null : new PlannedRhythm(rhythm, next);
  }

  /** A calendar of the application's leaves times out, and so do hours and days. */
  private static @Nullable Rhythm rhythm(Object trigger) {
    if (PublicMethods.call(trigger, "getCalendarName") != null
        || PublicMethods.has(trigger, "getStartTimeOfDay")) {
      return null;
    }
    if (PublicMethods.has(trigger, "getCronExpression")) {
      String expression = String.valueOf(PublicMethods.call(trigger, "getCronExpression"));
      return CronRhythm.ofQuartz(expression, zone(trigger));
    }
    boolean isOnce =
        PublicMethods.has(trigger, "getRepeatCount") && number(trigger, "getRepeatCount") == 0;
    return isOnce || !PublicMethods.has(trigger, "getRepeatInterval") ? null : period(trigger);
  }

  private static @Nullable Rhythm period(Object trigger) {
    long count = number(trigger, "getRepeatInterval");
    Duration unit = PublicMethods.has(trigger, "getRepeatIntervalUnit")
        ? length(PublicMethods.call(trigger, "getRepeatIntervalUnit") + "S")
        : ChronoUnit.MILLIS.getDuration();
    return count <= 0 || unit.isZero() ? null : new Period(unit.multipliedBy(count));
  }

  /** Returns how long a unit takes, on average; zero for one that is not known. */
  private static Duration length(String name) {
    for (ChronoUnit each : ChronoUnit.values()) {
      if (each.name().equals(name)) {
        return each.getDuration();
      }
    }
    return Duration.ZERO;
  }

  @SuppressWarnings("JavaUtilDate") // Quartz gives one
  private static @Nullable Instant instant(@Nullable Object date) {
    return date instanceof Date given ? Instant.ofEpochMilli(given.getTime()) : null;
  }

  private static String words(Object trigger) {
    if (PublicMethods.has(trigger, "getCronExpression")) {
      return "cron " + PublicMethods.call(trigger, "getCronExpression") + zone(trigger);
    }
    if (PublicMethods.has(trigger, "getRepeatIntervalUnit")) {
      return byUnit(trigger);
    }
    return PublicMethods.has(trigger, "getRepeatInterval")
        ? repeated(trigger)
        : trigger.getClass().getSimpleName();
  }

  /** A zone is worth a word where it is not the one of all other times that are shown. */
  private static String zone(Object trigger) {
    boolean isOwn = PublicMethods.has(trigger, "getTimeZone")
        && PublicMethods.call(trigger, "getTimeZone") instanceof TimeZone zone
        && !zone.getID().equals(TimeZone.getDefault().getID());
    return isOwn ? " " + ((TimeZone) PublicMethods.require(trigger, "getTimeZone")).getID() : "";
  }

  /** A unit of the calendar's: of days, weeks and months not all take the same time. */
  private static String byUnit(Object trigger) {
    long count = number(trigger, "getRepeatInterval");
    String unit = String.valueOf(PublicMethods.call(trigger, "getRepeatIntervalUnit"));
    String every = "every " + count + " " + unit.toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s");
    boolean isDaily = PublicMethods.has(trigger, "getStartTimeOfDay");
    String within = isDaily ? hours(trigger) + days(trigger) : "";
    return every + within + zone(trigger) + (isDaily ? times(trigger) : "");
  }

  private static String hours(Object trigger) {
    String from = time(PublicMethods.call(trigger, "getStartTimeOfDay"), FIRST_SECOND);
    String to = time(PublicMethods.call(trigger, "getEndTimeOfDay"), LAST_SECOND);
    return from.equals(FIRST_SECOND) && to.equals(LAST_SECOND) ? "" : ", " + from + " to " + to;
  }

  private static String time(@Nullable Object timeOfDay, String byDefault) {
    return timeOfDay == null
        ? byDefault
        : String.format(
            Locale.ROOT,
            "%02d:%02d:%02d",
            number(timeOfDay, "getHour"),
            number(timeOfDay, "getMinute"),
            number(timeOfDay, "getSecond"));
  }

  private static String days(Object trigger) {
    TreeSet<Integer> numbers = new TreeSet<>();
    if (PublicMethods.call(trigger, "getDaysOfWeek") instanceof Collection<?> given) {
      given.forEach(each -> numbers.add(((Number) each).intValue()));
    }
    if (numbers.isEmpty() || numbers.size() == DAYS.length - 1) {
      return "";
    }
    StringJoiner days = new StringJoiner(",", ", on ", "");
    numbers.forEach(each -> days.add(DAYS[each]));
    return days.toString();
  }

  private static String repeated(Object trigger) {
    if (number(trigger, "getRepeatCount") == 0) {
      return "once";
    }
    Duration interval = Duration.ofMillis(number(trigger, "getRepeatInterval"));
    return "every " + DurationText.exact(interval) + times(trigger);
  }

  private static String times(Object trigger) {
    long repeated = number(trigger, "getRepeatCount");
    return repeated == FOR_EVER ? "" : ", " + (repeated + 1) + " times";
  }

  private static String conditions(Object trigger) {
    Instant end = instant(PublicMethods.call(trigger, "getEndTime"));
    Object calendar = PublicMethods.call(trigger, "getCalendarName");
    return (end == null ? "" : ", until " + end)
        + (calendar == null ? "" : ", except calendar '" + calendar + "'");
  }

  private static long number(Object object, String question) {
    return ((Number) PublicMethods.require(object, question)).longValue();
  }
}
