package io.tlo.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rhythm of which the scheduler itself has told the next moment.
 *
 * @param rhythm the moments that follow
 * @param due when the task is due next, in the past if its scheduler is late
 */
public record PlannedRhythm(Rhythm rhythm, Instant due) implements Rhythm {

  @Override
  public @Nullable Instant after(Instant moment) {
    return due.isAfter(moment) ? due : rhythm.after(moment);
  }

  @Override
  public boolean isPlanned() {
    return true;
  }
}
