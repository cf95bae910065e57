package io.tlo.frameworks.program;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * For frameworks that cannot be asked what still runs: it is quiet when nothing has been counted for two
 * seconds.
 */
public final class Quiet {

  private static final int LOOKS = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Quiet() {}

  /** Returns when it is quiet; the framework's scheduling must have been ended before. */
  public static void await(Supplier<?> counts) {
    await(counts, () -> true);
  }

  /** The same, and nothing may work of which the program itself knows. */
  public static void await(Supplier<?> counts, BooleanSupplier isIdle) {
    Object counted = counts.get();
    int unchanged = 0;
    while (unchanged < LOOKS) {
      LockSupport.parkNanos(LOOK_NANOS);
      Object now = counts.get();
      unchanged = now.equals(counted) && isIdle.getAsBoolean() ? unchanged + 1 : 0;
      counted = now;
    }
  }
}
