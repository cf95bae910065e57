package io.tlo.sample;

import io.tlo.Task;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;

/** The one rate that the reports need, kept for the whole program and therefore static. */
final class ExchangeRates {

  private static final int LOWEST = 1_0600;
  private static final int HIGHEST = 1_1000;

  private static final Random random = new Random(6);
  private static volatile BigDecimal dollarsPerEuro = BigDecimal.valueOf(LOWEST, 4);

  private ExchangeRates() {}

  /** Takes the newest rate; returns it in dollars per euro. */
  @Task(description = "Takes the newest rate of the dollar", extra = "called-by=clerk")
  static BigDecimal refresh() {
    BigDecimal newest = BigDecimal.valueOf(LOWEST + random.nextInt(HIGHEST - LOWEST + 1), 4);
    dollarsPerEuro = newest;
    return newest;
  }

  static BigDecimal dollars(BigDecimal euros) {
    return euros.multiply(dollarsPerEuro).setScale(2, RoundingMode.HALF_UP);
  }
}
