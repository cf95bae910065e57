package io.tlo.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rhythm of a task whose scheduler stood still for a while: moments at which it did are none at which the task
 * was due.
 *
 * @param rhythm the moments
 * @param since when the scheduler went on
 */
public record ResumedRhythm(Rhythm rhythm, Instant since) implements Rhythm {

  @Override
  public @Nullable Instant after(Instant moment) {
    return rhythm.after(moment.isBefore(since) ? since : moment);
  }

  @Override
  public boolean isPlanned() {
    return rhythm.isPlanned();
  }
}
