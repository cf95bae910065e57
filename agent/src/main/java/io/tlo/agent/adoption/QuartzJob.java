package io.tlo.agent.adoption;

import io.tlo.agent.discovery.LoaderKey;
import io.tlo.execution.EarliestRhythm;
import io.tlo.execution.LiveTask;
import io.tlo.execution.ResumedRhythm;
import io.tlo.execution.Rhythm;
import io.tlo.execution.Timetable;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A job of Quartz's, known by its key: its task, its triggers as far as they were seen, and the scheduler it is
 * in, which is held weakly.
 *
 * <p>Thread safety: safe for many threads.
 */
final class QuartzJob implements Timetable {

  private static final int MOST_SHOWN = 10;

  private final JobIdentity identity;
  private final LoaderKey loader;
  private final Map<TriggerName, PlannedTrigger> triggers = new TreeMap<>();
  private final Set<TriggerName> paused = new HashSet<>();
  private final Set<Object> executing = Collections.newSetFromMap(new IdentityHashMap<>());
  private final QuartzErrands errands;
  private final boolean isShared;
  private final BooleanSupplier runsHere;
  private volatile @Nullable WeakReference<Object> scheduler;
  private volatile @Nullable LiveTask task;
  private volatile boolean deleted;
  // Guarded by this.
  private @Nullable Instant resumedAt;

  /**
   * Creates one.
   *
   * @param isShared whether it stands for all jobs that are too many
   * @param runsHere tells whether its scheduler has been started, and no other instance runs its jobs
   */
  QuartzJob(JobIdentity identity, LoaderKey loader, boolean isShared, BooleanSupplier runsHere) {
    this.runsHere = runsHere;
    this.isShared = isShared;
    this.identity = identity;
    this.loader = loader;
    this.errands = new QuartzErrands(this);
  }

  JobIdentity identity() {
    return identity;
  }

  JobKey key() {
    return identity.key();
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
      throw new IllegalStateException("job " + key().full() + " is no task yet");
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

  synchronized void planned(TriggerName name, PlannedTrigger trigger) {
    if (isShared || deleted) {
      return;
    }
    triggers.put(name, trigger);
  }

  synchronized @Nullable PlannedTrigger plan(TriggerName name) {
    return triggers.get(name);
  }

  synchronized void unplanned(Predicate<TriggerName> which) {
    triggers.keySet().removeIf(which);
    paused.removeIf(which);
  }

  /** Adds the groups of its triggers. */
  synchronized void addGroups(Set<String> groups) {
    triggers.keySet().forEach(each -> groups.add(each.group()));
  }

  /** Notes that some of its triggers do not fire for a while, or fire again. */
  synchronized void paused(boolean isNow, Predicate<TriggerName> which) {
    if (paused.removeIf(which) && !isNow) {
      resumedAt = Instant.now();
    }
    for (TriggerName each : triggers.keySet()) {
      if (isNow && which.test(each)) {
        paused.add(each);
      }
    }
  }

  /** Takes over the plan of a job whose class Quartz has replaced: the triggers stay. */
  void replaces(QuartzJob other) {
    Map<TriggerName, PlannedTrigger> plan = other.giveUpPlan();
    synchronized (this) {
      triggers.putAll(plan);
    }
  }

  private synchronized Map<TriggerName, PlannedTrigger> giveUpPlan() {
    Map<TriggerName, PlannedTrigger> plan = new TreeMap<>(triggers);
    deleted(true);
    return plan;
  }

  /** Notes whether Quartz has deleted it. */
  synchronized void deleted(boolean isNow) {
    deleted = isNow;
    if (isNow) {
      triggers.clear();
      paused.clear();
    }
  }

  /** Returns whether it stands for several jobs. */
  boolean isShared() {
    return isShared;
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
  public String schedule() {
    if (isShared) {
      return "that of several jobs";
    }
    return deleted || isOver() ? "no longer scheduled" : plan();
  }

  /** Returns whether its scheduler is shut down, or gone after that. */
  private boolean isOver() {
    WeakReference<Object> present = scheduler;
    return (present != null && present.refersTo(null)) || says("isShutdown");
  }

  /** Asks its scheduler, with no lock held; false if it does not answer. */
  private boolean says(String question) {
    Object present = scheduler();
    try {
      return present != null && Boolean.TRUE.equals(PublicMethods.call(present, question));
    } catch (RuntimeException e) {
      // One of the application's own making: what was planned is shown.
      return false;
    }
  }

  private synchronized String plan() {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (Map.Entry<TriggerName, PlannedTrigger> each : triggers.entrySet()) {
      if (shown++ == MOST_SHOWN) {
        return text + " and " + (triggers.size() - MOST_SHOWN) + " more";
      }
      text.append(text.length() == 0 ? "" : " and ")
          .append(each.getValue().schedule())
          .append(paused.contains(each.getKey()) ? ", paused" : "");
    }
    return text.length() == 0 ? "no trigger" : text.toString();
  }

  @Override
  public @Nullable Instant nextRunAt() {
    return isOver() || says("isInStandbyMode") ? null : next();
  }

  private synchronized @Nullable Instant next() {
    Instant now = Instant.now();
    Instant earliest = null;
    for (PlannedTrigger each : firing()) {
      Instant next = each.next();
      // A time that has passed was not kept.
      if (next != null && next.isAfter(now) && (earliest == null || next.isBefore(earliest))) {
        earliest = next;
      }
    }
    return earliest;
  }

  private List<PlannedTrigger> firing() {
    List<PlannedTrigger> firing = new ArrayList<>();
    triggers.forEach((name, trigger) -> {
      if (!paused.contains(name)) {
        firing.add(trigger);
      }
    });
    return firing;
  }

  @Override
  public @Nullable Rhythm rhythm() {
    return runsHere.getAsBoolean() && !isOver() ? planned() : null;
  }

  private synchronized @Nullable Rhythm planned() {
    List<Rhythm> rhythms = new ArrayList<>();
    for (PlannedTrigger each : firing()) {
      Rhythm rhythm = each.planned();
      if (rhythm != null) {
        rhythms.add(rhythm);
      }
    }
    if (rhythms.isEmpty()) {
      return null;
    }
    Rhythm earliest = new EarliestRhythm(rhythms);
    return resumedAt == null ? earliest : new ResumedRhythm(earliest, resumedAt);
  }
}
