package io.tlo.agent.adoption;

import io.tlo.agent.discovery.LoaderKey;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Timetable;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job of Quartz's, known by its key: its task, its triggers as far as they were seen, and the scheduler it is
 * in, which is held weakly.
 *
 * <p>Thread safety: safe for many threads.
 */
final class QuartzJob implements Timetable {

  private final JobKey key;
  private final LoaderKey loader;
  private final Map<String, PlannedTrigger> triggers = new TreeMap<>();
  private final Set<Object> executing = Collections.newSetFromMap(new IdentityHashMap<>());
  private final QuartzErrands errands;
  private volatile @Nullable WeakReference<Object> scheduler;
  private volatile @Nullable LiveTask task;
  private volatile boolean deleted;

  QuartzJob(JobKey key, LoaderKey loader) {
    this.key = key;
    this.loader = loader;
    this.errands = new QuartzErrands(this);
  }

  JobKey key() {
    return key;
  }

  LoaderKey loader() {
    return loader;
  }

  QuartzErrands errands() {
    return errands;
  }

  LiveTask task() {
    LiveTask present = task;
    if (present == null) {
      throw new IllegalStateException("job " + key.full() + " is no task yet");
    }
    return present;
  }

  void task(LiveTask added) {
    task = added;
  }

  /** Notes where it is scheduled. */
  void scheduledBy(Object schedulerOfQuartz) {
    WeakReference<Object> present = scheduler;
    if (present == null || !present.refersTo(schedulerOfQuartz)) {
      scheduler = new WeakReference<>(schedulerOfQuartz);
    }
  }

  /** Returns its scheduler, null if it is gone. */
  @Nullable
  Object scheduler() {
    WeakReference<Object> present = scheduler;
    return present == null ? null : present.get();
  }

  synchronized void planned(String triggerKey, PlannedTrigger trigger) {
    triggers.put(triggerKey, trigger);
  }

  synchronized void unplanned(String triggerKey) {
    triggers.remove(triggerKey);
  }

  /** Notes whether Quartz has deleted it. */
  synchronized void deleted(boolean isNow) {
    deleted = isNow;
    if (isNow) {
      triggers.clear();
    }
  }

  boolean isDeleted() {
    return deleted;
  }

  /** Notes that its method was entered; returns false if this very execution is within it already. */
  boolean entered(Object context) {
    synchronized (executing) {
      return executing.add(context);
    }
  }

  void left(Object context) {
    synchronized (executing) {
      executing.remove(context);
    }
  }

  @Override
  public synchronized String schedule() {
    if (deleted) {
      return "no longer scheduled";
    }
    StringBuilder text = new StringBuilder();
    for (PlannedTrigger each : triggers.values()) {
      text.append(text.length() == 0 ? "" : " and ").append(each.schedule());
    }
    return text.length() == 0 ? "no trigger" : text.toString();
  }

  @Override
  public synchronized @Nullable Instant nextRunAt() {
    Instant now = Instant.now();
    Instant earliest = null;
    for (PlannedTrigger each : triggers.values()) {
      Instant next = each.next();
      // A time that has passed was not kept: the trigger may be paused.
      if (next != null && next.isAfter(now) && (earliest == null || next.isBefore(earliest))) {
        earliest = next;
      }
    }
    return earliest;
  }
}
