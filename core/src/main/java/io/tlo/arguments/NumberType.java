package io.tlo.arguments;

import io.tlo.arguments.ArgumentToken.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type of numbers: only decimal forms, and never a number other than the one that was written, but for
 * the rounding of {@code float} and {@code double}. The digits of big numbers are bounded by the length
 * of the whole text.
 */
record NumberType(String allowed, Pattern form, Reader reader) implements ArgumentType {

  private static final int MOST_EXPONENT = 10_000;

  // Possessive, since giving digits back and trying again never helps and may take long.
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d++");
  private static final String DECIMAL_FORM = "(?:\\d++(?:\\.\\d*+)?|\\.\\d++)";
  private static final Pattern FLOATING =
      Pattern.compile("[+-]?(?:NaN|Infinity|" + DECIMAL_FORM + "(?:[eE][+-]?\\d++)?)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?" + DECIMAL_FORM + "(?:[eE]([+-]?\\d{1,5}))?");

  static NumberType whole(long least, long most, LongFunction<Object> boxed) {
    return new NumberType("a whole number from " + least + " to " + most, WHOLE, text -> {
      long value = Long.parseLong(text);
      return value < least || value > most ? null : boxed.apply(value);
    });
  }

  static NumberType ofFloat() {
    return floating(Float.MAX_VALUE + "", text -> {
      Float value = Float.valueOf(text);
      return value.isInfinite() && !isByName(text) ? null : value;
    });
  }

  static NumberType ofDouble() {
    return floating(Double.MAX_VALUE + "", text -> {
      Double value = Double.valueOf(text);
      return value.isInfinite() && !isByName(text) ? null : value;
    });
  }

  private static NumberType floating(String most, Reader reader) {
    String allowed =
        "a number such as 1.5 from -" + most + " to " + most + ", NaN, Infinity or -Infinity";
    return new NumberType(allowed, FLOATING, reader);
  }

  private static boolean isByName(String text) {
    return text.endsWith("Infinity");
  }

  static NumberType ofBigInteger() {
    return new NumberType("a whole number", WHOLE, BigInteger::new);
  }

  static NumberType ofBigDecimal() {
    String allowed = "a number such as 1.50 or 2E+3, its exponent from -" + MOST_EXPONENT + " to "
        + MOST_EXPONENT;
    return new NumberType(allowed, DECIMAL, NumberType::decimal);
  }

  private static @Nullable Object decimal(String text) {
    Matcher matcher = DECIMAL.matcher(text);
    String exponent = matcher.matches() ? matcher.group(1) : null;
    boolean isGiant = exponent != null && Math.abs(Integer.parseInt(exponent)) > MOST_EXPONENT;
    return isGiant ? null : new BigDecimal(text);
  }

  @Override
  public @Nullable Object read(String text) {
    if (!form.matcher(text).matches()) {
      return null;
    }
    try {
      return reader.read(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public boolean takes(Kind kind) {
    return kind == Kind.TEXT || kind == Kind.NUMBER;
  }
}
