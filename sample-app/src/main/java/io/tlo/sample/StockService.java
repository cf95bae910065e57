package io.tlo.sample;

import io.tlo.Task;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what lies on the shelves.
 *
 * <p>A count below zero is what customers wait for: with restocking switched off the shop goes on
 * selling.
 */
final class StockService {

  private static final int FULL = 40;
  private static final int LOW = 10;

  private final Map<String, Integer> shelves = new ConcurrentHashMap<>();
  private final WorkingTime work;

  StockService(WorkingTime work) {
    this.work = work;
    Article.names().forEach(article -> shelves.put(article, FULL));
  }

  /**
   * Takes pieces from the shelf and has it filled up when it runs low.
   *
   * @return the number of pieces left
   * @throws IllegalArgumentException if the shop does not sell the article
   */
  @Task(description = "Takes the pieces of an order from the shelf")
  int reserve(String article, int quantity) {
    work.spend(2, 12);
    int left = move(article, -quantity);
    if (left < LOW) {
      restock(article);
    }
    return left;
  }

  /** Fills up a shelf; returns the number of pieces that were missing. */
  @Task(description = "Fills up the shelf of an article")
  int restock(String article) {
    int missing = FULL - move(article, 0);
    restock(article, missing);
    return missing;
  }

  /** Puts pieces on a shelf; returns the number of pieces that lie there now. */
  @Task(
      description = "Puts a number of pieces on the shelf of an article",
      extra = "team=warehouse")
  int restock(String article, int quantity) {
    work.spend(20, 60);
    return move(article, quantity);
  }

  private int move(String article, int quantity) {
    Integer left = shelves.computeIfPresent(article, (name, count) -> count + quantity);
    if (left == null) {
      throw new IllegalArgumentException("article '" + article + "' is unknown, allowed are "
          + String.join(", ", Article.names()));
    }
    return left;
  }
}
