package io.tlo.sample;

import io.tlo.Task;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Takes orders through the house.
 *
 * <p>Thread safety: safe; orders come from the loop, second attempts from a clerk.
 */
final class OrderService {

  private final StockService stock;
  private final PaymentService payments;
  private final MailService mails;
  private final ShipmentService shipments;
  private final SalesLedger ledger;
  private final Consumer<String> completed;
  private final Queue<Order> unpaid = new ConcurrentLinkedQueue<>();

  OrderService(
      StockService stock,
      PaymentService payments,
      MailService mails,
      ShipmentService shipments,
      SalesLedger ledger,
      Consumer<String> completed) {
    this.stock = stock;
    this.payments = payments;
    this.mails = mails;
    this.shipments = shipments;
    this.ledger = ledger;
    this.completed = completed;
  }

  @Task(description = "Takes one order through stock, payment, shipment and mail")
  void process(Order order) {
    stock.reserve(order.article(), order.quantity());
    settle(order);
  }

  /**
   * Tries each open payment once more.
   *
   * @return the number of orders that are now completed
   */
  @Task(
      name = "retry-unpaid",
      description = "Tries the payments once more that the bank did not answer",
      extra = {"called-by=clerk", "team=accounting"})
  int retryUnpaid() {
    int settled = 0;
    for (int attempts = unpaid.size(); attempts > 0; attempts--) {
      Order order = unpaid.poll();
      if (order != null && settle(order)) {
        settled++;
      }
    }
    return settled;
  }

  /** A failed payment does not fail the order: it waits for the next attempt. */
  private boolean settle(Order order) {
    try {
      complete(order, payments.collect(order));
      return true;
    } catch (PaymentFailedException e) {
      unpaid.add(order);
      return false;
    }
  }

  private void complete(Order order, Optional<String> receipt) {
    shipments.pack(order);
    ledger.add(order);
    // The order is complete without the mail, so nobody waits for it.
    var unused = mails.confirm(order);
    completed.accept(line(order, receipt));
  }

  private static String line(Order order, Optional<String> receipt) {
    return String.format(
        Locale.ROOT,
        "%s completed: %d x %s for customer %d, %s EUR, %s",
        order,
        order.quantity(),
        order.article(),
        order.customer(),
        order.euros(),
        receipt.map(number -> "receipt " + number).orElse("on account"));
  }
}
