package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ReportServiceTest {

  @Test
  void theSalesAreAddedUpInBothCurrencies() {
    SalesLedger ledger = new SalesLedger();
    ledger.add(Orders.lamps(1001));
    ledger.add(Orders.bulb(1002));

    String report = new ReportService(ledger, NoTime.workingTime()).salesOfTheDay();

    BigDecimal dollars = ExchangeRates.dollars(new BigDecimal("63.00"));
    assertThat(report).isEqualTo("2 orders, 63.00 EUR, " + dollars + " USD");
  }
}
