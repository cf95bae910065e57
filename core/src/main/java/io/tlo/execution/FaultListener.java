package io.tlo.execution;

import org.jspecify.annotations.Nullable;

/** Hears of faults that cost nobody anything but should be known. Must not throw. */
public interface FaultListener {

  /**
   * Something failed.
   *
   * @param sentence what failed, what was found and what follows
   * @param cause what was thrown, or null
   */
  void fault(String sentence, @Nullable Throwable cause);
}
