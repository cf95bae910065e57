package io.tlo.arguments;

import io.tlo.arguments.ArgumentToken.Kind;
import io.tlo.text.DurationText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types that an argument can have: enums and a fixed set of classes of the JDK. None is looked for by
 * a name.
 *
 * <p>Thread safety: safe, the table never changes.
 */
final class ArgumentTypes {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  /** More than any date, zone or duration needs. */
  private static final int SHORT = 100;

  private static final Map<Class<?>, ArgumentType> TABLE = table();

  /** The two words true and false. */
  private record Truth() implements ArgumentType {
    @Override
    public @Nullable Object read(String text) {
      return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    @Override
    public String allowed() {
      return "true or false";
    }

    @Override
    public boolean takes(Kind kind) {
      return kind == Kind.TEXT || kind == Kind.TRUTH;
    }
  }

  private ArgumentTypes() {}

  /** Returns how a text is converted to a class, null if it cannot be; arrays are not looked into. */
  static @Nullable ArgumentType of(Class<?> type) {
    return type.isEnum() ? new EnumType(type) : TABLE.get(type);
  }

  private static Map<Class<?>, ArgumentType> table() {
    Map<Class<?>, ArgumentType> table = new HashMap<>();
    addNumbers(table);
    addTexts(table);
    addTimes(table);
    addZonesAndAmounts(table);
    return Map.copyOf(table);
  }

  private static void addNumbers(Map<Class<?>, ArgumentType> table) {
    both(table, byte.class, Byte.class, whole(Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n));
    both(table, short.class, Short.class, whole(Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n));
    both(
        table, int.class, Integer.class, whole(Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n));
    both(table, long.class, Long.class, whole(Long.MIN_VALUE, Long.MAX_VALUE, n -> n));
    both(table, float.class, Float.class, NumberType.ofFloat());
    both(table, double.class, Double.class, NumberType.ofDouble());
    table.put(BigInteger.class, NumberType.ofBigInteger());
    table.put(BigDecimal.class, NumberType.ofBigDecimal());
  }

  private static void addTexts(Map<Class<?>, ArgumentType> table) {
    both(table, boolean.class, Boolean.class, new Truth());
    both(
        table,
        char.class,
        Character.class,
        new TextType("exactly one character", 1, s -> s.charAt(0)));
    both(
        table, String.class, CharSequence.class, new TextType("a text", Integer.MAX_VALUE, s -> s));
    String uuid = "a UUID such as 0f8fad5b-d9cb-469f-a165-70867728950e";
    table.put(UUID.class, new TextType(uuid, 36, ArgumentTypes::uuid));
  }

  private static @Nullable Object uuid(String text) {
    return UUID_FORM.matcher(text).matches() ? UUID.fromString(text) : null;
  }

  private static void addTimes(Map<Class<?>, ArgumentType> table) {
    time(table, Instant.class, "an instant such as 2026-11-23T10:15:30Z", Instant::parse);
    time(table, LocalDate.class, "a date such as 2026-11-23", LocalDate::parse);
    time(table, LocalTime.class, "a time such as 10:15:30", LocalTime::parse);
    time(
        table,
        LocalDateTime.class,
        "a date and time such as 2026-11-23T10:15:30",
        LocalDateTime::parse);
    time(
        table,
        OffsetDateTime.class,
        "a date and time with an offset such as 2026-11-23T10:15:30+02:00",
        OffsetDateTime::parse);
    time(
        table, OffsetTime.class, "a time with an offset such as 10:15:30+02:00", OffsetTime::parse);
    time(
        table,
        ZonedDateTime.class,
        "a date and time with a zone such as 2026-11-23T10:15:30+02:00[Europe/Kyiv]",
        ZonedDateTime::parse);
    time(table, Year.class, "a year such as 2026", Year::parse);
    time(table, YearMonth.class, "a month such as 2026-11", YearMonth::parse);
    time(table, MonthDay.class, "a day of a month such as --11-23", MonthDay::parse);
  }

  private static void addZonesAndAmounts(Map<Class<?>, ArgumentType> table) {
    time(table, ZoneId.class, "a zone such as Europe/Kyiv or +02:00", ZoneId::of);
    time(table, ZoneOffset.class, "an offset such as +02:00 or Z", ZoneOffset::of);
    time(table, Period.class, "a period such as P1Y2M3D", Period::parse);
    String duration = "a duration such as 30s, 15m or PT1H30M";
    time(table, Duration.class, duration, DurationText::parseUnbounded);
  }

  private static NumberType whole(long least, long most, LongFunction<Object> boxed) {
    return NumberType.whole(least, most, boxed);
  }

  private static void both(
      Map<Class<?>, ArgumentType> table, Class<?> one, Class<?> other, ArgumentType type) {
    table.put(one, type);
    table.put(other, type);
  }

  private static void time(
      Map<Class<?>, ArgumentType> table,
      Class<?> type,
      String allowed,
      ArgumentType.Reader reader) {
    table.put(type, new TextType(allowed, SHORT, reader));
  }
}
