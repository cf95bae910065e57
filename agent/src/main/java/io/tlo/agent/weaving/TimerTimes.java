package io.tlo.agent.weaving;

import io.tlo.agent.source.Source;
import io.tlo.execution.Period;
import io.tlo.execution.PlannedRhythm;
import io.tlo.execution.Rhythm;
import io.tlo.execution.Timetable;
import io.tlo.state.StateEntry;
import io.tlo.state.TaskStateRecord;
import io.tlo.state.TaskStatus;
import io.tlo.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private static final String NO_LONGER = "no longer scheduled";

  private final WovenClass owner;
  private final JvmAccess access;
  private final TaskCatalog catalog;
  private volatile @Nullable Noted noted;

  TimerTimes(WovenClass owner, JvmAccess access, TaskCatalog catalog) {
    this.owner = owner;
    this.access = access;
    this.catalog = catalog;
  }

  /**
   * What a timer noted in a task.
   *
   * @param state how far it is
   * @param period in milliseconds: above zero a fixed rate, below a fixed delay, zero for none
   * @param next when it is due
   */
  private record Noted(long state, long period, Instant next) {

    boolean isLate() {
      return state == SCHEDULED && next.isBefore(Instant.now().minusSeconds(1));
    }

    Duration length() {
      return Duration.ofMillis(Math.abs(period));
    }
  }

  boolean isOf(WovenClass type) {
    return owner == type;
  }

  /** Notes what the timer plans: a timer whose thread has died lets its tasks go, and they can be collected. */
  void note() {
    Noted read = read();
    if (read != null) {
      noted = read;
    }
  }

  @Override
  public String schedule() {
    Noted present = read();
    if (present == null) {
      return isCollected() ? NO_LONGER : UNKNOWN;
    }
    if (present.state() == SCHEDULED && !isInTimer()) {
      return NO_LONGER;
    }
    if (present.state() == SCHEDULED || present.state() == EXECUTED) {
      return present.period() == 0
          ? "once"
          : "every "
              + DurationText.exact(present.length())
              + (present.period() > 0 ? " (fixed rate)" : " (fixed delay)");
    }
    return present.state() == CANCELLED ? "cancelled" : UNKNOWN;
  }

  @Override
  public @Nullable Instant nextRunAt() {
    Noted present = read();
    // While its timer is behind, a time that has passed is no promise.
    return present == null || present.state() != SCHEDULED || present.isLate() || !isInTimer()
        ? null
        : present.next();
  }

  @Override
  public @Nullable Rhythm rhythm() {
    Noted present = isCollected() ? noted : read();
    if (present == null || present.state() != SCHEDULED || present.period() == 0) {
      return null;
    }
    // The queues are looked through only if there is a reason to: this is asked once a second.
    boolean hasEnded = present.isLate() && !isInTimer();
    return hasEnded && !hasDied()
        ? null
        : new PlannedRhythm(new Period(present.length()), present.next());
  }

  /** What nobody holds is in no timer's queue. */
  private boolean isCollected() {
    return owner.sawInstance() && owner.instance() == null;
  }

  /** A timer that was cancelled, or whose thread has died, leaves its tasks as they are. */
  private boolean isInTimer() {
    return owner.instance() instanceof TimerTask task && access.isInTimer(task);
  }

  /**
   * A timer that has ended was cancelled, unless its thread has died of what a task threw: then that execution is
   * the last one on this thread.
   */
  private boolean hasDied() {
    TaskStateRecord last = lastOf(owner.tasks(), null);
    TaskStateRecord lastOnThread = last == null ? null : lastOf(catalog.tasks(), last.thread());
    return lastOnThread != null && lastOnThread.status() == TaskStatus.FAILED;
  }

  /**
   * Returns the newest execution of timer tasks.
   *
   * @param thread name of the thread that it ran on, null for any
   */
  private static @Nullable TaskStateRecord lastOf(List<WovenTask> tasks, @Nullable String thread) {
    TaskStateRecord newest = null;
    long newestNanos = 0;
    for (WovenTask each : tasks) {
      StateEntry last = each.method().source() == Source.TIMER ? each.live().lastCalled() : null;
      boolean isNewer = last != null && (newest == null || last.startedNanos() - newestNanos > 0);
      if (last != null && isNewer) {
        TaskStateRecord record = last.toRecord(each.live().name());
        if (thread == null || thread.equals(record.thread())) {
          newest = record;
          newestNanos = last.startedNanos();
        }
      }
    }
    return newest;
  }

  private @Nullable Noted read() {
    if (!(owner.instance() instanceof TimerTask task)) {
      return null;
    }
    long[] fields = access.timerTaskFields(task);
    return fields == null ? null : new Noted(fields[0], fields[1], Instant.ofEpochMilli(fields[2]));
  }
}
