package io.tlo.arguments;

import io.tlo.TloException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the fuzzer calls: an operator's text gives one value of the right type for each parameter,
 * or the documented error. The first byte chooses the method's parameters.
 */
public final class ArgumentValuesTarget {

  private static final Class<?>[][] METHODS = {
    {},
    {String.class},
    {int.class},
    {long[].class},
    {String.class, int.class, boolean.class},
    {byte.class, short.class, char.class, float.class, double.class},
    {BigInteger.class, BigDecimal.class},
    {UUID.class, DayOfWeek.class},
    {Instant.class, Duration.class, Period.class},
    {LocalDate.class, LocalTime.class, LocalDateTime.class},
    {OffsetDateTime.class, OffsetTime.class, ZonedDateTime.class},
    {Year.class, YearMonth.class, MonthDay.class},
    {ZoneId.class, ZoneOffset.class},
    {CharSequence.class, Integer[][].class},
    {String[].class},
    {Object.class},
  };

  private ArgumentValuesTarget() {}

  /** The name is the fuzzer's. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Class<?>[] types = METHODS[(data[0] & 0x7f) % METHODS.length];
    boolean endsWithArray = types.length > 0 && types[types.length - 1].isArray();
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    @Nullable Object[] values;
    try {
      values = ArgumentValues.convert(text, types, data[0] < 0 && endsWithArray, "method");
    } catch (TloException e) {
      requireDocumented(e);
      return;
    }
    requireFitting(values, types);
  }

  private static void requireDocumented(TloException e) {
    if (e.reason() != TloException.Reason.INVALID_ARGUMENTS) {
      throw new AssertionError("reason " + e.reason(), e);
    }
    if (String.valueOf(e.getMessage()).length() > 1_500) {
      throw new AssertionError("a refusal longer than a line");
    }
  }

  private static void requireFitting(@Nullable Object[] values, Class<?>[] types) {
    if (values.length != types.length) {
      throw new AssertionError(values.length + " values for " + types.length + " parameters");
    }
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      boolean fits =
          types[i].isPrimitive() ? value != null : value == null || types[i].isInstance(value);
      if (!fits) {
        throw new AssertionError("parameter " + i + " got a value that is no " + types[i]);
      }
    }
  }
}
