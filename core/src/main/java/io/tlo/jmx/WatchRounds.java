package io.tlo.jmx;

import io.tlo.execution.LiveTask;
import io.tlo.execution.Watch;
import io.tlo.execution.Watch.Finding;
import io.tlo.execution.Watch.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at tasks again and again and notices what has changed.
 *
 * <p>Thread safety: none; one thread at a time.
 */
final class WatchRounds {

  private final Watch watch;
  // Of the tasks that were not found to be OK when they were last looked at.
  private final Map<LiveTask, Verdict> alarms = new HashMap<>();

  WatchRounds(Watch watch) {
    this.watch = watch;
  }

  /**
   * Looks at a task; returns what has changed since the last time, null for nothing. A task that was never
   * looked at counts as OK; one of which nothing can be told now stays what it was.
   */
  @Nullable
  WatchNews look(LiveTask task) {
    Finding finding = watch.look(task);
    if (finding == null) {
      return null;
    }
    Verdict now = finding.verdict();
    Verdict before = now == Verdict.OK ? alarms.remove(task) : alarms.put(task, now);
    return now == (before == null ? Verdict.OK : before) ? null : new WatchNews(task, finding);
  }

  /** Forgets a task that is gone. */
  void forget(LiveTask task) {
    alarms.remove(task);
  }
}
