package io.tlo.execution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several rhythms of one task: it is due when the first of them says so.
 *
 * @param all at least one
 */
public record EarliestRhythm(List<Rhythm> all) implements Rhythm {

  @Override
  public @Nullable Instant after(Instant moment) {
    Instant earliest = null;
    for (Rhythm each : all) {
      Instant next = each.after(moment);
      if (next != null && (earliest == null || next.isBefore(earliest))) {
        earliest = next;
      }
    }
    return earliest;
  }

  @Override
  public boolean isPlanned() {
    for (Rhythm each : all) {
      if (each.isPlanned()) {
        return true;
      }
    }
    return false;
  }
}
