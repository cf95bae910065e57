package io.tlo.sample;

import io.tlo.Task;
import java.io.IOException;
import java.util.Optional;

/** Collects the customers' money. */
final class PaymentService {

  /** Below it the bank's fee would eat the margin. */
  private static final long LEAST_CENTS = 10_00;

  private final BankGateway bank;

  PaymentService(BankGateway bank) {
    this.bank = bank;
  }

  /**
   * Charges the customer's card.
   *
   * @return the bank's receipt; empty for a small amount, which goes on account
   * @throws PaymentFailedException if the bank does not answer; it may be tried again
   */
  @Task(
      description = "Charges the customer's card; the bank does not always answer",
      extra = {"team=accounting", "remote=bank"})
  Optional<String> collect(Order order) {
    if (order.cents() < LEAST_CENTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(bank.charge(order));
    } catch (IOException e) {
      throw new PaymentFailedException(
          "%s: no answer from the bank for %s EUR".formatted(order, order.euros()), e);
    }
  }
}
