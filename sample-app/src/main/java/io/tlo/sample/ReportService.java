package io.tlo.sample;

import io.tlo.Task;
import java.math.BigDecimal;

/** Writes reports that nobody in the program asks for: TLO runs them at their interval. */
final class ReportService {

  private final SalesLedger ledger;
  private final WorkingTime work;

  ReportService(SalesLedger ledger, WorkingTime work) {
    this.ledger = ledger;
    this.work = work;
  }

  /** Adds up the sales since the program's start. */
  @Task(
      name = "daily-sales",
      interval = "20s",
      description = "Adds up the day's sales in euros and dollars",
      extra = {"team=accounting", "format=text"})
  String salesOfTheDay() {
    work.spend(800, 1_600);
    SalesLedger.Sales sales = ledger.sales();
    BigDecimal euros = BigDecimal.valueOf(sales.cents(), 2);
    return sales.orders() + " orders, " + euros + " EUR, " + ExchangeRates.dollars(euros) + " USD";
  }
}
