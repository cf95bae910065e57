package io.tlo.sample;

import java.math.BigDecimal;

/**
 * What a customer wants.
 *
 * @param number ascending, from 1001
 * @param customer the customer's number
 * @param article the article's name
 * @param cents the price of all pieces together, in euro cents
 */
record Order(int number, int customer, String article, int quantity, long cents) {

  /** The price in euros, with two decimals. */
  BigDecimal euros() {
    return BigDecimal.valueOf(cents, 2);
  }

  @Override
  public String toString() {
    return "order " + number;
  }
}
