package io.tlo.agent.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a cron expression in the notation that all frameworks share: numbers, names, lists, ranges and
 * steps. What they write differently ({@code L}, {@code W}, {@code #}, both days restricted) is not read.
 *
 * @param days days of the month
 * @param weekdays days of the week, Monday is 1
 */
record CronFields(
    BitSet seconds, BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays) {

  // 29 February may be eight years away.
  private static final int MOST_YEARS = 8;

  private static final int WITHOUT_SECONDS = 5;
  private static final int WITH_YEAR = 7;
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Map<String, String> MACROS = Map.of(
      "@yearly", "0 0 0 1 1 *",
      "@annually", "0 0 0 1 1 *",
      "@monthly", "0 0 0 1 * *",
      "@weekly", "0 0 0 * * 0",
      "@daily", "0 0 0 * * *",
      "@midnight", "0 0 0 * * *",
      "@hourly", "0 0 * * * *");

  /**
   * Reads an expression of five fields, of six with seconds first, or of seven with any year last.
   *
   * @param sunday the number of Sunday: 0, with 7 as another one, or 1
   * @return null if it is not in the notation that all frameworks share, or means a date that never comes
   */
  static @Nullable CronFields read(String expression, int sunday) {
    String text = expression.strip();
    String[] fields = MACROS.getOrDefault(text, text).toUpperCase(Locale.ROOT).split("\\s+", -1);
    int minutes = fields.length == WITHOUT_SECONDS ? 0 : 1;
    boolean isAnyYear = fields.length == WITH_YEAR && fields[WITH_YEAR - 1].equals("*");
    if (fields.length != WITHOUT_SECONDS && fields.length != WITH_YEAR - 1 && !isAnyYear) {
      return null;
    }
    try {
      CronFields read = new CronFields(
          field(minutes == 0 ? "0" : fields[0], 0, 59, List.of()),
          field(fields[minutes], 0, 59, List.of()),
          field(fields[minutes + 1], 0, 23, List.of()),
          field(fields[minutes + 2], 1, 31, List.of()),
          field(fields[minutes + 3], 1, 12, MONTHS),
          weekdays(fields[minutes + 4], sunday));
      return read.restrictsBothDays() || read.isNever() ? null : read;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private boolean restrictsBothDays() {
    return days.cardinality() < 31 && weekdays.cardinality() < 7;
  }

  /** Returns whether each of its months is over before the first of its days, as with 30 February. */
  private boolean isNever() {
    int first = days.nextSetBit(1);
    return months.stream().noneMatch(each -> first <= Month.of(each).maxLength());
  }

  private static BitSet weekdays(String text, int sunday) {
    BitSet weekdays = new BitSet();
    if (isAny(text)) {
      weekdays.set(1, 8);
      return weekdays;
    }
    // A week may begin with it or end with it.
    String ordered = sunday == 0 ? text.replace("-SUN", "-7") : text;
    field(ordered, sunday, 7, DAYS).stream()
        .forEach(each -> weekdays.set(each == sunday ? 7 : each - sunday));
    return weekdays;
  }

  private static boolean isAny(String text) {
    return text.equals("*") || text.equals("?");
  }

  private static BitSet field(String text, int least, int most, List<String> names) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      add(values, part, least, most, names);
    }
    return values;
  }

  private static void add(BitSet values, String part, int least, int most, List<String> names) {
    String[] stepped = part.split("/", 2);
    String[] ends = stepped[0].split("-", 2);
    boolean isAny = isAny(stepped[0]);
    int from = isAny ? least : number(ends[0], least, names);
    int last = stepped.length == 2 ? most : from;
    int to = isAny ? most : ends.length == 2 ? number(ends[1], least, names) : last;
    int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
    if (from < least || to > most || from > to || step < 1 || step > most) {
      throw new IllegalArgumentException(part);
    }
    for (int i = from; i <= to; i += step) {
      values.set(i);
    }
  }

  private static int number(String text, int least, List<String> names) {
    int named = names.indexOf(text);
    return named < 0 ? Integer.parseInt(text) : least + named;
  }

  /** Returns the first local time after another that matches, null if there is none within eight years. */
  @Nullable
  LocalDateTime after(LocalDateTime moment) {
    LocalDateTime from = moment.withNano(0).plusSeconds(1);
    LocalDate date = from.toLocalDate();
    LocalDate last = date.plusYears(MOST_YEARS);
    LocalTime earliest = from.toLocalTime();
    while (!date.isAfter(last)) {
      LocalTime time = matches(date) ? time(earliest) : null;
      if (time != null) {
        return date.atTime(time);
      }
      date = next(date);
      earliest = LocalTime.MIDNIGHT;
    }
    return null;
  }

  boolean matches(LocalDate date) {
    return months.get(date.getMonthValue())
        && days.get(date.getDayOfMonth())
        && weekdays.get(date.getDayOfWeek().getValue());
  }

  /** Returns the next date that may match: no date between the two does. */
  LocalDate next(LocalDate date) {
    int day = months.get(date.getMonthValue()) ? days.nextSetBit(date.getDayOfMonth() + 1) : -1;
    if (day > 0 && day <= date.lengthOfMonth()) {
      return date.withDayOfMonth(day);
    }
    int month = months.nextSetBit(date.getMonthValue() + 1);
    return month > 0
        ? LocalDate.of(date.getYear(), month, 1)
        : LocalDate.of(date.getYear() + 1, months.nextSetBit(1), 1);
  }

  /** Returns the first time of a day that matches and is not earlier than another, null if there is none. */
  private @Nullable LocalTime time(LocalTime earliest) {
    int hour = hours.nextSetBit(earliest.getHour());
    int minute = hour == earliest.getHour() ? minutes.nextSetBit(earliest.getMinute()) : -1;
    int second = minute == earliest.getMinute() ? seconds.nextSetBit(earliest.getSecond()) : -1;
    if (minute == earliest.getMinute() && second < 0) {
      minute = minutes.nextSetBit(minute + 1);
    }
    if (hour == earliest.getHour() && minute < 0) {
      hour = hours.nextSetBit(hour + 1);
    }
    if (hour < 0) {
      return null;
    }
    return LocalTime.of(
        hour,
        minute < 0 ? minutes.nextSetBit(0) : minute,
        second < 0 ? seconds.nextSetBit(0) : second);
  }
}
