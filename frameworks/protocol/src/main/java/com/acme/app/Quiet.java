package com.acme.app;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * For frameworks that cannot be asked what still runs: it is quiet when nothing has been counted for two
 * seconds.
 */
public final class Quiet {

  private static final int LOOKS = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private Quiet() {}

  /** Returns when it is quiet; the schedules must have been stopped before. */
  public static void await() {
    long counted = -1;
    int unchanged = 0;
    while (unchanged < LOOKS) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = Counts.FRAMEWORK.sum() + Counts.BODY.sum();
      unchanged = now == counted ? unchanged + 1 : 0;
      counted = now;
    }
  }
}
