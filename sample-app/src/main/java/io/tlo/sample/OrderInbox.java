package io.tlo.sample;

import java.util.Random;

/**
 * Makes up the orders: the same ones, in the same sequence, in each run.
 *
 * <p>Thread safety: none needed, only the order loop reads it.
 */
final class OrderInbox {

  private static final int FIRST_NUMBER = 1001;
  private static final int CUSTOMERS = 60;
  private static final int MOST_PIECES = 4;

  private final Random random = new Random(2026);
  private int nextNumber = FIRST_NUMBER;

  Order next() {
    Article article = Article.RANGE.get(random.nextInt(Article.RANGE.size()));
    int quantity = 1 + random.nextInt(MOST_PIECES);
    int customer = 100 + random.nextInt(CUSTOMERS);
    return new Order(nextNumber++, customer, article.name(), quantity, quantity * article.cents());
  }
}
