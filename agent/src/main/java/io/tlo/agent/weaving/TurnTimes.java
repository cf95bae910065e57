package io.tlo.agent.weaving;

import io.tlo.execution.Rhythm;
import io.tlo.execution.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a recurring task that is not static gets its turns: not before an instance was seen, and one that was made
 * before an attach is seen when it is called.
 *
 * <p>Thread safety: safe for many threads.
 */
final class TurnTimes implements Timetable {

  private final WovenClass owner;
  private final String interval;

  TurnTimes(WovenClass owner, String interval) {
    this.owner = owner;
    this.interval = interval;
  }

  @Override
  public String schedule() {
    return owner.sawInstance() ? interval : interval + ", once an instance is seen";
  }

  @Override
  public @Nullable Instant nextRunAt() {
    return null;
  }

  /** Turns are watched by the interval itself. */
  @Override
  public @Nullable Rhythm rhythm() {
    return null;
  }
}
