package io.tlo.benchmarks.programs;

/**
 * What the generated methods do. It counts the calls, so that a program knows how many it made.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Work {

  /** So many take about a microsecond; each needs the one before, so that no processor does several at once. */
  private static final int STEPS = 450;

  private final int steps;
  private long number = 1;
  private long calls;
  private long nanos;

  private Work(int steps) {
    this.steps = steps;
  }

  /** Returns work whose pieces take about a microsecond each. */
  static Work real() {
    return new Work(STEPS);
  }

  /** Returns work whose pieces are only counted. */
  static Work empty() {
    return new Work(0);
  }

  /** Does one piece. */
  public void piece() {
    calls++;
    long next = number;
    for (int i = 0; i < steps; i++) {
      next ^= next << 13;
      next ^= next >>> 7;
      next ^= next << 17;
    }
    number = next;
  }

  /** Is told how long a piece took. */
  public void took(long tookNanos) {
    nanos += tookNanos;
  }

  /** Returns how many pieces were done. */
  long calls() {
    return calls;
  }

  /** Returns how long they took, as far as that was told. */
  long nanos() {
    return nanos;
  }
}
