package io.tlo.benchmarks.calls;

/** Two counts that must be equal. */
final class Sum {

  private Sum() {}

  static void require(String counted, long one, String alsoCounted, long other) {
    if (one != other) {
      throw new IllegalStateException(
          "found " + one + " " + counted + ", but " + other + " " + alsoCounted);
    }
  }
}
