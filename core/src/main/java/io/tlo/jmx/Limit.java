package io.tlo.jmx;

/**
 * How many records an operation returns. JConsole fills a number field with 0, so 0 must mean something
 * sensible; and no answer may be so long that it stops a console.
 */
final class Limit {

  private static final int DEFAULT = 20;
  private static final int MOST = 1_000;

  static final MBeanModel.Parameter PARAMETER = new MBeanModel.Parameter(
      "limit", int.class, "How many at most, 1 to 1000, and more counts as 1000; 0: " + DEFAULT);

  private Limit() {}

  static int of(Object argument) {
    int limit = (Integer) argument;
    if (limit < 0) {
      throw new IllegalArgumentException("limit: " + limit + " is not allowed, allowed: 0 to 1000");
    }
    return limit == 0 ? DEFAULT : Math.min(limit, MOST);
  }

  static IllegalArgumentException noRecord(long id, String where) {
    return new IllegalArgumentException(
        Shown.answer("no record " + id + where + " is kept;\nshowHistory lists those that are"));
  }
}
