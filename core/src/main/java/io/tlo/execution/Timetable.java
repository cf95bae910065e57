package io.tlo.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a task will run, where that is known only while the program runs: a framework's objects tell it. Asked
 * by whoever reads, so an answer must be cheap and without side effect.
 *
 * <p>Thread safety: implementations are safe for many threads.
 */
public interface Timetable {

  /** Returns the schedule for people, empty if it is not known. */
  String schedule();

  /** Returns when the next execution is due, null if that is not known. */
  @Nullable
  Instant nextRunAt();

  /** Returns when the task is to begin again and again, null if that is not known or has ended. */
  @Nullable
  Rhythm rhythm();
}
