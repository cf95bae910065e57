package io.tlo.sample;

/**
 * Adds up what was sold.
 *
 * <p>Thread safety: safe, by its own lock: number and sum belong together.
 */
final class SalesLedger {

  /** What was sold so far: the number of orders and their sum in euro cents. */
  record Sales(int orders, long cents) {}

  private Sales sales = new Sales(0, 0);

  synchronized void add(Order order) {
    sales = new Sales(sales.orders() + 1, sales.cents() + order.cents());
  }

  synchronized Sales sales() {
    return sales;
  }
}
