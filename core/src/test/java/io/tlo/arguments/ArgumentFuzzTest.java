package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.TloException;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Throws random texts at random parameters: each is converted, or refused in the one way. */
@Tag("jdk")
class ArgumentFuzzTest {

  private static final int TEXTS = 20_000;

  private static final Class<?>[] TYPES = {
    byte.class,
    short.class,
    int.class,
    long.class,
    float.class,
    double.class,
    boolean.class,
    char.class,
    Integer.class,
    String.class,
    BigInteger.class,
    BigDecimal.class,
    UUID.class,
    Instant.class,
    LocalDate.class,
    ZonedDateTime.class,
    Year.class,
    MonthDay.class,
    ZoneId.class,
    Period.class,
    Duration.class,
    Month.class,
    String[].class,
    int[].class,
    double[][].class,
    Object.class
  };

  private static final String[] PIECES = {
    "[",
    "]",
    ",",
    "\"",
    "\\",
    "null",
    "true",
    "false",
    "String",
    "{",
    "}",
    " ",
    "\n",
    "\t",
    "\0",
    "1",
    "-",
    "+",
    ".",
    "e",
    "E9",
    "99999999999",
    "NaN",
    "Infinity",
    "0x1p3",
    "\\u00",
    "\\u0041",
    "\ud800",
    "😀",
    "\u0661",
    "P",
    "PT",
    "15m",
    "2026",
    "-11-23",
    "T10:15:30",
    "Z",
    "+02:00",
    "Europe/Kyiv",
    "GMT",
    "--02-30",
    "MAY",
    "a",
    "\"a\"",
    "\"1\"",
    "[1]",
    "[[1.5], []]",
    "1e10001",
    "0f8fad5b-d9cb-469f-a165-70867728950e"
  };

  private final Random random = new Random(20_261_123);
  private int converted;

  @Test
  void everyTextIsConvertedOrRefusedWithASentence() {
    for (int i = 0; i < TEXTS; i++) {
      Class<?>[] types = types();
      boolean isVarArgs =
          types.length > 0 && types[types.length - 1].isArray() && random.nextBoolean();
      check(text(), types, isVarArgs);
    }
    assertThat(converted).isBetween(TEXTS / 50, TEXTS - TEXTS / 50);
  }

  private void check(String text, Class<?>[] types, boolean isVarArgs) {
    @Nullable Object[] values;
    try {
      values = ArgumentValues.convert(text, types, isVarArgs, "f(...)");
    } catch (TloException e) {
      assertThat(e.reason()).isEqualTo(TloException.Reason.INVALID_ARGUMENTS);
      assertThat(e).message().startsWith("f(...)").hasSizeLessThan(400);
      return;
    }
    converted++;
    assertThat(values).hasSameSizeAs(types);
    for (int i = 0; i < types.length; i++) {
      assertFits(values[i], types[i]);
    }
  }

  private static void assertFits(@Nullable Object value, Class<?> type) {
    if (value == null) {
      assertThat(type.isPrimitive()).isFalse();
    } else {
      assertThat(value).isInstanceOf(MethodType.methodType(type).wrap().returnType());
    }
  }

  private Class<?>[] types() {
    Class<?>[] types = new Class<?>[random.nextInt(4)];
    for (int i = 0; i < types.length; i++) {
      types[i] = TYPES[random.nextInt(TYPES.length)];
    }
    return types;
  }

  private String text() {
    StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "[" : "");
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      text.append(random.nextInt(10) == 0 ? anyCharacter() : PIECES[random.nextInt(PIECES.length)]);
      text.append(random.nextInt(3) == 0 ? "," : "");
    }
    return text.append(text.indexOf("[") == 0 && random.nextInt(4) > 0 ? "]" : "")
        .toString();
  }

  private String anyCharacter() {
    return Character.toString(
        (char) random.nextInt(random.nextBoolean() ? 128 : Character.MAX_VALUE));
  }
}
