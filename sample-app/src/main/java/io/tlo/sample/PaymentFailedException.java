package io.tlo.sample;

/** Says that the money for an order did not come, with what kept it away as the cause. */
final class PaymentFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PaymentFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
