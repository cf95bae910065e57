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
  // Of the tasks that were found to overrun or to be absent when they were last looked at.
  private final Map<LiveTask, Verdict> alarms = new HashMap<>();

  WatchRounds(Watch watch) {
    this.watch = watch;
  }

  /**
   * Looks at a task; returns the news of an alarm that began, changed or ended since the last time, null for
   * none. A task of which nothing can be told now stays as it was.
   */
  @Nullable
  WatchNews look(LiveTask task) {
    Finding finding = watch.look(task);
    if (finding == null) {
      return null;
    }
    Verdict now = finding.verdict();
    Verdict before = now.isAlarm() ? alarms.put(task, now) : alarms.remove(task);
    boolean isNews = now.isAlarm() ? now != before : before != null;
    return isNews ? new WatchNews(task, finding) : null;
  }

  /** Forgets a task that is gone, or that nobody listens to. */
  void forget(LiveTask task) {
    alarms.remove(task);
  }
}
