package io.tlo.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a recurring task is to begin, again and again. Absence is measured by it.
 *
 * <p>Thread safety: implementations are safe for many threads.
 */
public interface Rhythm {

  /** Returns the first moment after another at which the task is due, null if there is no such moment. */
  @Nullable
  Instant after(Instant moment);

  /**
   * Returns whether the scheduler is known to have planned the task. Otherwise absence is measured from the first
   * call, since nothing else tells that a scheduler has been started.
   */
  default boolean isPlanned() {
    return false;
  }
}
