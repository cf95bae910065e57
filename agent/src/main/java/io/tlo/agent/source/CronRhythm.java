package io.tlo.agent.source;

import io.tlo.execution.Rhythm;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * What a cron expression says. It is read when it is first asked: an application starts without that. Local times
 * that a change of the clocks leaves out do not count, and of those that come twice only the first does, since
 * frameworks differ there.
 *
 * <p>Thread safety: safe for many threads.
 */
public final class CronRhythm implements Rhythm {

  // An execution begins a little after it was due, or before it where two clocks differ.
  private static final long TOLERANCE_NANOS = 999_000_000;

  // The clocks change twice a year, and a moment that never comes is not looked for any further.
  private static final int MOST_CHANGES = 16;

  private final String expression;
  private final String zone;
  private final int sunday;
  private volatile @Nullable CronFields fields;
  private volatile boolean isUnreadable;

  private CronRhythm(String expression, String zone, int sunday) {
    this.expression = expression;
    this.zone = zone;
    this.sunday = sunday;
  }

  /**
   * Creates one in which Sunday is 0 or 7.
   *
   * @param zone name of a time zone, blank for the JVM's
   */
  static CronRhythm of(String expression, String zone) {
    return new CronRhythm(expression, zone, 0);
  }

  /**
   * Creates one in which Sunday is 1, as in Quartz.
   *
   * @param zone name of a time zone, blank for the JVM's
   */
  public static CronRhythm ofQuartz(String expression, String zone) {
    return new CronRhythm(expression, zone, 1);
  }

  @Override
  public @Nullable Instant after(Instant moment) {
    CronFields read = fields();
    try {
      return read == null ? null : after(read, moment, zone());
    } catch (DateTimeException e) {
      // A placeholder, or the name of no zone.
      isUnreadable = true;
      return null;
    }
  }

  private @Nullable CronFields fields() {
    CronFields present = fields;
    if (present == null && !isUnreadable) {
      present = CronFields.read(expression, sunday);
      fields = present;
      isUnreadable = present == null;
    }
    return isUnreadable ? null : present;
  }

  private ZoneId zone() {
    return zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone.strip(), ZoneId.SHORT_IDS);
  }

  private static @Nullable Instant after(CronFields fields, Instant moment, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    LocalDateTime local =
        fields.after(LocalDateTime.ofInstant(moment.plusNanos(TOLERANCE_NANOS), zone));
    for (int i = 0; i < MOST_CHANGES && local != null; i++) {
      ZoneOffsetTransition change = rules.getTransition(local);
      if (change == null) {
        return local.toInstant(rules.getOffset(local));
      }
      if (change.isOverlap() && local.toInstant(change.getOffsetBefore()).isAfter(moment)) {
        return local.toInstant(change.getOffsetBefore());
      }
      local = fields.after(end(change).minusSeconds(1));
    }
    return null;
  }

  /** Returns the first local time after those that are left out or come twice. */
  private static LocalDateTime end(ZoneOffsetTransition change) {
    return change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
  }
}
