package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderServiceTest {

  private final List<String> completed = new ArrayList<>();
  private final SalesLedger ledger = new SalesLedger();
  private final ShipmentService shipments = new ShipmentService(new Carrier(NoTime.workingTime()));
  private final OrderService orders = new OrderService(
      new StockService(NoTime.workingTime()),
      new PaymentService(new BankGateway(NoTime.workingTime())),
      new MailService(Runnable::run, NoTime.workingTime()),
      shipments,
      ledger,
      completed::add);

  @Test
  void aPaidOrderIsCompletedWithOneLine() {
    orders.process(Orders.lamps(1001));

    assertThat(completed)
        .containsExactly(
            "order 1001 completed: 2 x lamp for customer 137, 59.80 EUR, receipt R-1001");
  }

  @Test
  void aSmallOrderIsCompletedOnAccount() {
    orders.process(Orders.bulb(1001));

    assertThat(completed)
        .containsExactly("order 1001 completed: 1 x bulb for customer 137, 3.20 EUR, on account");
  }

  @Test
  void aCompletedOrderIsPackedAndEntered() {
    orders.process(Orders.lamps(1001));

    assertThat(shipments.handOver()).isEqualTo(2);
    assertThat(ledger.sales()).isEqualTo(new SalesLedger.Sales(1, 59_80));
  }

  @Test
  void anUnpaidOrderWaitsForTheNextAttempt() {
    processLamps(11);
    assertThat(completed).hasSize(10);

    assertThat(orders.retryUnpaid()).isEqualTo(1);
    assertThat(completed).last().asString().startsWith("order 1011 completed");
  }

  @Test
  void nothingIsRetriedWhenAllIsPaid() {
    processLamps(10);

    assertThat(orders.retryUnpaid()).isZero();
    assertThat(completed).hasSize(10);
  }

  private void processLamps(int count) {
    for (int i = 0; i < count; i++) {
      orders.process(Orders.lamps(1001 + i));
    }
  }
}
