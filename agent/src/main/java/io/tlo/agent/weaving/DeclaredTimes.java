package io.tlo.agent.weaving;

import io.tlo.execution.ResumedRhythm;
import io.tlo.execution.Rhythm;
import io.tlo.execution.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a method runs as its annotations say, until the part of its framework that runs it has ended.
 *
 * @param schedule for people
 * @param declared when the framework runs it
 * @param runnable what the framework runs it by, where that is seen
 */
record DeclaredTimes(String schedule, Rhythm declared, FrameworkRunnable runnable)
    implements Timetable {

  @Override
  public @Nullable Instant nextRunAt() {
    return null;
  }

  @Override
  public @Nullable Rhythm rhythm() {
    if (runnable.hasEnded()) {
      return null;
    }
    Instant again = runnable.againSince();
    return again == null ? declared : new ResumedRhythm(declared, again);
  }
}
