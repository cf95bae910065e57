package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class ArgumentTypesTest {

  private static Conversion of(Class<?> type) {
    return Conversion.of("f(" + type.getSimpleName() + ")", type);
  }

  private static void assertRefused(Class<?> type, String text, String allowed) {
    assertThat(of(type).refusal("\"" + text + "\""))
        .isEqualTo(
            "f(" + type.getSimpleName() + "): argument 1 is '" + text + "', allowed: " + allowed);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(byte.class, "-128", (byte) -128),
        Arguments.of(Byte.class, "127", (byte) 127),
        Arguments.of(short.class, "-32768", (short) -32768),
        Arguments.of(Short.class, "32767", (short) 32767),
        Arguments.of(int.class, "-2147483648", Integer.MIN_VALUE),
        Arguments.of(Integer.class, "2147483647", Integer.MAX_VALUE),
        Arguments.of(long.class, "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of(Long.class, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(int.class, "+007", 7),
        Arguments.of(float.class, "3.4028235E38", Float.MAX_VALUE),
        Arguments.of(Float.class, "-1.5", -1.5f),
        Arguments.of(float.class, "Infinity", Float.POSITIVE_INFINITY),
        Arguments.of(double.class, "1.7976931348623157E308", Double.MAX_VALUE),
        Arguments.of(Double.class, "-.5e-1", -0.05),
        Arguments.of(double.class, "5.", 5.0),
        Arguments.of(double.class, "NaN", Double.NaN),
        Arguments.of(double.class, "-Infinity", Double.NEGATIVE_INFINITY),
        Arguments.of(boolean.class, "true", true),
        Arguments.of(Boolean.class, "false", false),
        Arguments.of(char.class, "x", 'x'),
        Arguments.of(Character.class, "\" \"", ' '),
        Arguments.of(char.class, "\",\"", ','),
        Arguments.of(String.class, "a text", "a text"),
        Arguments.of(CharSequence.class, "a text", "a text"),
        Arguments.of(
            BigInteger.class, "-12345678901234567890", new BigInteger("-12345678901234567890")),
        Arguments.of(BigDecimal.class, "12.50", new BigDecimal("12.50")),
        Arguments.of(BigDecimal.class, "1E+10000", new BigDecimal("1E+10000")),
        Arguments.of(BigDecimal.class, "-1e-10000", new BigDecimal("-1E-10000")),
        Arguments.of(
            UUID.class,
            "0F8FAD5B-d9cb-469f-a165-70867728950e",
            UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e")),
        Arguments.of(Instant.class, "2026-11-23T10:15:30Z", Instant.parse("2026-11-23T10:15:30Z")),
        Arguments.of(LocalDate.class, "2026-11-23", LocalDate.of(2026, 11, 23)),
        Arguments.of(LocalTime.class, "10:15:30", LocalTime.of(10, 15, 30)),
        Arguments.of(
            LocalDateTime.class, "2026-11-23T10:15:30", LocalDateTime.of(2026, 11, 23, 10, 15, 30)),
        Arguments.of(
            OffsetDateTime.class,
            "2026-11-23T10:15:30+02:00",
            OffsetDateTime.of(2026, 11, 23, 10, 15, 30, 0, ZoneOffset.ofHours(2))),
        Arguments.of(
            OffsetTime.class,
            "10:15:30+02:00",
            OffsetTime.of(10, 15, 30, 0, ZoneOffset.ofHours(2))),
        Arguments.of(
            ZonedDateTime.class,
            "2026-11-23T10:15:30+02:00[Europe/Kyiv]",
            ZonedDateTime.of(2026, 11, 23, 10, 15, 30, 0, ZoneId.of("Europe/Kyiv"))),
        Arguments.of(Year.class, "2026", Year.of(2026)),
        Arguments.of(YearMonth.class, "2026-11", YearMonth.of(2026, 11)),
        Arguments.of(MonthDay.class, "--11-23", MonthDay.of(11, 23)),
        Arguments.of(ZoneId.class, "Europe/Kyiv", ZoneId.of("Europe/Kyiv")),
        Arguments.of(ZoneId.class, "+02:00", ZoneOffset.ofHours(2)),
        Arguments.of(ZoneOffset.class, "Z", ZoneOffset.UTC),
        Arguments.of(Period.class, "P1Y2M3D", Period.of(1, 2, 3)),
        Arguments.of(Duration.class, "PT1H30M", Duration.ofMinutes(90)),
        Arguments.of(Duration.class, "15m", Duration.ofMinutes(15)),
        Arguments.of(Duration.class, "1ms", Duration.ofMillis(1)),
        Arguments.of(Duration.class, "PT-5S", Duration.ofSeconds(-5)),
        Arguments.of(DayOfWeek.class, "MONDAY", DayOfWeek.MONDAY),
        Arguments.of(Month.class, "MAY", Month.MAY));
  }

  @ParameterizedTest
  @MethodSource("values")
  void textBecomesAValueOfTheType(Class<?> type, String text, Object expected) {
    assertThat(of(type).value(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("values")
  void theSameTextInJsonBecomesTheSameValue(Class<?> type, String text, Object expected) {
    String quoted = text.startsWith("\"") ? text : "\"" + text + "\"";

    assertThat(of(type).value("[" + quoted + "]")).isEqualTo(expected);
  }

  static Stream<Arguments> jsonValues() {
    return Stream.of(
        Arguments.of(byte.class, "-128", (byte) -128),
        Arguments.of(short.class, "5", (short) 5),
        Arguments.of(Integer.class, "5", 5),
        Arguments.of(long.class, "9223372036854775807", Long.MAX_VALUE),
        Arguments.of(float.class, "1.5", 1.5f),
        Arguments.of(double.class, "1e3", 1000.0),
        Arguments.of(BigInteger.class, "5", BigInteger.valueOf(5)),
        Arguments.of(BigDecimal.class, "1.50", new BigDecimal("1.50")),
        Arguments.of(boolean.class, "true", true),
        Arguments.of(Boolean.class, "false", false));
  }

  @ParameterizedTest
  @MethodSource("jsonValues")
  void jsonNumbersAndTruthNeedNoQuotes(Class<?> type, String json, Object expected) {
    assertThat(of(type).value("[" + json + "]")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "byte,-129",
    "byte,128",
    "short,-32769",
    "short,32768",
    "int,-2147483649",
    "int,2147483648"
  })
  void numberOutOfBoundsIsRefused(String name, String number) {
    Class<?> type =
        name.equals("byte") ? byte.class : name.equals("short") ? short.class : int.class;
    String bounds = name.equals("byte")
        ? "-128 to 127"
        : name.equals("short") ? "-32768 to 32767" : "-2147483648 to 2147483647";

    assertRefused(type, number, "a whole number from " + bounds);
    assertThat(of(type).refusal("[" + number + "]"))
        .isEqualTo("f(" + name + "): argument 1 is " + number + ", allowed: a whole number from "
            + bounds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "1.0",
        "1e3",
        "0x10",
        "1_000",
        "1L",
        " 1",
        "--1",
        "+",
        "\u0661"
      })
  void whatIsNoWholeNumberIsRefused(String text) {
    assertRefused(
        long.class, text, "a whole number from -9223372036854775808 to 9223372036854775807");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d",
        "1f",
        "1.5F",
        "1e3D",
        "0x1p3",
        "nan",
        "infinity",
        ".",
        "e5",
        "1e",
        " 1",
        "1e309",
        "-1e309"
      })
  void whatIsNoDoubleIsRefused(String text) {
    assertRefused(
        double.class,
        text,
        "a number such as 1.5 from -1.7976931348623157E308 to 1.7976931348623157E308, NaN, Infinity or -Infinity");
  }

  @Test
  void doubleThatIsTooLargeForAFloatIsRefused() {
    assertRefused(
        float.class,
        "3.5e38",
        "a number such as 1.5 from -3.4028235E38 to 3.4028235E38, NaN, Infinity or -Infinity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "yes", "1", "on", " true"})
  void onlyTheTwoWordsAreABoolean(String text) {
    assertRefused(boolean.class, text, "true or false");
  }

  @Test
  void jsonNumberIsNoBooleanAndTruthNoText() {
    assertThat(of(boolean.class).refusal("[1]"))
        .isEqualTo("f(boolean): argument 1 is 1, allowed: true or false");
    assertThat(of(String.class).refusal("[true]"))
        .isEqualTo("f(String): argument 1 is true, allowed in double quotes: a text");
    assertThat(of(Year.class).refusal("[2026]"))
        .isEqualTo("f(Year): argument 1 is 2026, allowed in double quotes: a year such as 2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "😀"})
  void charIsExactlyOneCharacter(String text) {
    assertRefused(char.class, text, "exactly one character");
  }

  @Test
  void emptyTextIsNoChar() {
    assertThat(of(char.class).refusal("\"\""))
        .isEqualTo("f(char): argument 1 is empty, allowed: exactly one character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e5", "0x10", "", "-", "\u0661"})
  void whatIsNoBigIntegerIsRefused(String text) {
    assertThat(of(BigInteger.class).refusal("[\"" + text + "\"]"))
        .isEqualTo("f(BigInteger): argument 1 is " + (text.isEmpty() ? "empty" : "'" + text + "'")
            + ", allowed: a whole number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e10001",
        "1e-10001",
        "1e99999",
        "1e2147483647",
        "1e99999999999999999999",
        "NaN",
        "1,5",
        "e"
      })
  void whatIsNoBigDecimalOrHasAGiantExponentIsRefused(String text) {
    assertRefused(
        BigDecimal.class, text, "a number such as 1.50 or 2E+3, its exponent from -10000 to 10000");
  }

  @Test
  void bigNumbersMayHaveAsManyDigitsAsTheTextHolds() {
    String digits = "9".repeat(9_998);

    assertThat(of(BigInteger.class).value("[" + digits + "]")).isEqualTo(new BigInteger(digits));
    assertThat(of(BigDecimal.class).value(digits)).isEqualTo(new BigDecimal(digits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1",
        "0f8fad5bd9cb469fa16570867728950e",
        "{0f8fad5b-d9cb-469f-a165-70867728950e}"
      })
  void onlyTheLongFormIsAUuid(String text) {
    assertRefused(UUID.class, text, "a UUID such as 0f8fad5b-d9cb-469f-a165-70867728950e");
  }

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of(Instant.class, "an instant such as 2026-11-23T10:15:30Z"),
        Arguments.of(LocalDate.class, "a date such as 2026-11-23"),
        Arguments.of(LocalTime.class, "a time such as 10:15:30"),
        Arguments.of(LocalDateTime.class, "a date and time such as 2026-11-23T10:15:30"),
        Arguments.of(
            OffsetDateTime.class,
            "a date and time with an offset such as 2026-11-23T10:15:30+02:00"),
        Arguments.of(OffsetTime.class, "a time with an offset such as 10:15:30+02:00"),
        Arguments.of(
            ZonedDateTime.class,
            "a date and time with a zone such as 2026-11-23T10:15:30+02:00[Europe/Kyiv]"),
        Arguments.of(Year.class, "a year such as 2026"),
        Arguments.of(YearMonth.class, "a month such as 2026-11"),
        Arguments.of(MonthDay.class, "a day of a month such as --11-23"),
        Arguments.of(ZoneId.class, "a zone such as Europe/Kyiv or +02:00"),
        Arguments.of(ZoneOffset.class, "an offset such as +02:00 or Z"),
        Arguments.of(Period.class, "a period such as P1Y2M3D"),
        Arguments.of(Duration.class, "a duration such as 30s, 15m or PT1H30M"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIsNoTimeIsRefusedWithAnExampleThatIsTaken(Class<?> type, String allowed) {
    assertRefused(type, "2026-13-45", allowed);
    String example = allowed.substring(allowed.indexOf("such as ") + 8).replaceAll(",? .*", "");
    assertThat(of(type).value(example)).isInstanceOf(type);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void longTextIsNoTime(Class<?> type, String allowed) {
    assertThat(of(type).refusal("1".repeat(9_000)))
        .isEqualTo("f(" + type.getSimpleName() + "): argument 1 is '" + "1".repeat(99)
            + "…', allowed: " + allowed);
  }
}
