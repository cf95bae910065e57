package io.tlo.jmx;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * What was held back of one task.
 *
 * @param count how many, at least 1
 * @param oldest the first of them
 * @param newest the last of them
 */
record HeldBack(long count, News oldest, News newest) {

  private static final int MOST_NAMED = 5;

  String task() {
    return newest.task().name();
  }

  /** Returns how many were held back of all tasks together. */
  private static long total(List<HeldBack> all) {
    long total = 0;
    for (HeldBack each : all) {
      total += each.count;
    }
    return total;
  }

  /**
   * Returns how many were held back, {@code "12 changes of Watch were not sent one by one"}.
   *
   * @param one what one of them is called
   * @param ofWhat what is said after that, maybe nothing
   */
  static String counted(List<HeldBack> all, String one, String ofWhat) {
    long total = total(all);
    return total + " " + one + (total == 1 ? "" : "s") + ofWhat + (total == 1 ? " was" : " were")
        + " not sent one by one";
  }

  /**
   * Returns the tasks with their counts, five at most, {@code "Orders.ship 30, Orders.bill 7"}.
   *
   * @param remark what to say after each
   */
  static String named(List<HeldBack> all, Function<HeldBack, String> remark) {
    StringJoiner names = new StringJoiner(", ");
    for (HeldBack each : all.subList(0, Math.min(MOST_NAMED, all.size()))) {
      names.add(each.task() + " " + each.count + remark.apply(each));
    }
    int others = all.size() - MOST_NAMED;
    return others <= 0 ? names.toString() : names + " and " + others + " more tasks";
  }
}
