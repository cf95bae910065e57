package io.tlo.agent.adoption;

import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * When a Quartz trigger fires.
 *
 * @param schedule for people
 * @param next when it fires next, null if it does not or that is not known
 */
record PlannedTrigger(String schedule, @Nullable Instant next) {

  private static final long FOR_EVER = -1;

  /**
   * Reads a trigger.
   *
   * @param trigger Quartz's
   * @param next Quartz's date of the next firing, null for none
   */
  @SuppressWarnings("JavaUtilDate") // Quartz gives one
  static PlannedTrigger of(Object trigger, @Nullable Object next) {
    return new PlannedTrigger(
        schedule(trigger), next instanceof Date date ? Instant.ofEpochMilli(date.getTime()) : null);
  }

  private static String schedule(Object trigger) {
    if (PublicMethods.has(trigger, "getCronExpression")) {
      return "cron " + PublicMethods.call(trigger, "getCronExpression") + zone(trigger);
    }
    Object unit = PublicMethods.has(trigger, "getRepeatIntervalUnit")
        ? PublicMethods.call(trigger, "getRepeatIntervalUnit")
        : null;
    if (unit != null) {
      return "every " + PublicMethods.call(trigger, "getRepeatInterval") + " " + unit;
    }
    return PublicMethods.has(trigger, "getRepeatInterval")
        ? repeated(trigger)
        : trigger.getClass().getSimpleName();
  }

  /** A zone is worth a word where it is not the one of all other times that are shown. */
  private static String zone(Object trigger) {
    boolean isOwn = PublicMethods.call(trigger, "getTimeZone") instanceof TimeZone zone
        && !zone.getID().equals(TimeZone.getDefault().getID());
    return isOwn ? " " + ((TimeZone) PublicMethods.require(trigger, "getTimeZone")).getID() : "";
  }

  private static String repeated(Object trigger) {
    long times = ((Number) PublicMethods.require(trigger, "getRepeatCount")).longValue();
    if (times == 0) {
      return "once";
    }
    long millis = ((Number) PublicMethods.require(trigger, "getRepeatInterval")).longValue();
    String every = "every " + DurationText.exact(Duration.ofMillis(millis));
    return times == FOR_EVER ? every : every + ", " + (times + 1) + " times";
  }
}
