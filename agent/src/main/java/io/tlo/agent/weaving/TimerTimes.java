package io.tlo.agent.weaving;

import io.tlo.execution.Timetable;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * When a {@link TimerTask} runs: what the {@link java.util.Timer} noted in the instance that was seen last.
 *
 * <p>Thread safety: safe for many threads.
 */
final class TimerTimes implements Timetable {

  // As java.util.TimerTask has them.
  private static final long SCHEDULED = 1;
  private static final long EXECUTED = 2;
  private static final long CANCELLED = 3;
  private static final String UNKNOWN = "";

  private final WovenClass owner;
  private final JvmAccess access;

  TimerTimes(WovenClass owner, JvmAccess access) {
    this.owner = owner;
    this.access = access;
  }

  @Override
  public String schedule() {
    long[] noted = read();
    if (noted == null) {
      // What nobody holds is in no timer's queue.
      return owner.sawInstance() && owner.instance() == null ? "no longer scheduled" : UNKNOWN;
    }
    long state = noted[0];
    long period = noted[1];
    if (state == SCHEDULED || state == EXECUTED) {
      return period == 0
          ? "once"
          : "every "
              + DurationText.exact(Duration.ofMillis(Math.abs(period)))
              + (period > 0 ? " (fixed rate)" : " (fixed delay)");
    }
    return state == CANCELLED ? "cancelled" : UNKNOWN;
  }

  @Override
  public @Nullable Instant nextRunAt() {
    long[] noted = read();
    if (noted == null || noted[0] != SCHEDULED) {
      return null;
    }
    Instant next = Instant.ofEpochMilli(noted[2]);
    // A timer that was cancelled as a whole, or whose thread has died, leaves its tasks as they
    // are.
    return next.isBefore(Instant.now().minusSeconds(1)) ? null : next;
  }

  /** Returns state, period (above zero a fixed rate, below a fixed delay) and next time. */
  private long @Nullable [] read() {
    return owner.instance() instanceof TimerTask task ? access.timerTaskFields(task) : null;
  }
}
