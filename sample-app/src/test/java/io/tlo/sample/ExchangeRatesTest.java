package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {

  @Test
  void dollarsFollowTheNewestRate() {
    BigDecimal rate = ExchangeRates.refresh();

    assertThat(rate).isBetween(new BigDecimal("1.0600"), new BigDecimal("1.1000"));
    assertThat(ExchangeRates.dollars(new BigDecimal("100.00")))
        .isEqualTo(rate.movePointRight(2).setScale(2, RoundingMode.HALF_UP));
  }
}
