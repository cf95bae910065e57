package io.tlo.benchmarks.programs;

import java.util.zip.CRC32;

/**
 * What the generated methods do. It counts the calls, so that a program knows how many it made.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class Work {

  /** So much of it takes about a microsecond. */
  private static final int BYTES = 8 * 1024;

  private final CRC32 sum = new CRC32();
  private final byte[] bytes;
  private long calls;
  private long nanos;

  private Work(int size) {
    bytes = new byte[size];
  }

  /** Returns work whose pieces take about a microsecond each. */
  static Work real() {
    return new Work(BYTES);
  }

  /** Returns work whose pieces are only counted. */
  static Work empty() {
    return new Work(0);
  }

  /** Does one piece. */
  public void piece() {
    calls++;
    if (bytes.length > 0) {
      sum.update(bytes);
    }
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
