package io.tlo.agent.adoption;

import io.tlo.agent.discovery.LoaderKey;
import io.tlo.agent.source.Source;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Recorder;
import io.tlo.execution.TaskTable;
import io.tlo.execution.TaskTraits;
import io.tlo.registry.TaskDefinition;
import io.tlo.registry.TaskNaming;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of Quartz's schedulers, a task each: one class may serve many job keys, and a key may come again with
 * another class. A job becomes a task when a scheduler tells of it, or when it is first run.
 *
 * <p>A program may make a key for each piece of work. Of deleted jobs the newest 100 are kept, and more than 1,000
 * keys of one class loader share a task.
 *
 * <p>Thread safety: safe, by one lock that is not held while Quartz is asked.
 */
public final class QuartzJobs implements Runnable {

  private static final int MOST_JOBS = 1_000;
  private static final int MOST_DELETED = 100;
  private static final String OTHERS = "(other jobs)";

  private final TaskAdder adder;
  private final TaskTable tasks;
  private final Predicate<Class<?>> isWatched;
  private final Map<LoaderKey, Map<JobIdentity, QuartzJob>> jobs = new LinkedHashMap<>();
  private final Set<SchedulerKey> listed = new HashSet<>();
  private final Set<SchedulerKey> alone = new HashSet<>();
  // Of triggers; what is added to them is paused, too.
  private final Map<SchedulerKey, Set<String>> pausedGroups = new HashMap<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

  /**
   * Creates one that knows no jobs yet.
   *
   * @param isWatched tells whether the executions of a job's class would be seen: a job of another class is no
   *     task
   */
  public QuartzJobs(TaskAdder adder, TaskTable tasks, Predicate<Class<?>> isWatched) {
    this.isWatched = isWatched;
    this.adder = adder;
    this.tasks = tasks;
  }

  /**
   * The method of a job is entered.
   *
   * @param context Quartz's JobExecutionContext
   * @return a {@link JobExecution}; {@link Recorder#SKIPPED} if the body must not be run; null if this
   *     execution has been entered already, by a subclass that calls its superclass
   */
  public @Nullable Object begin(Recorder recorder, Object context) {
    Object scheduler = PublicMethods.require(context, "getScheduler");
    QuartzJob job = job(scheduler, PublicMethods.require(context, "getJobDetail"));
    if (job.scheduler() == null) {
      job.scheduledBy(scheduler);
      listUnlessListed(scheduler);
    }
    if (!job.entered(context)) {
      return null;
    }
    boolean isRunning = false;
    try {
      Object trigger = PublicMethods.require(context, "getTrigger");
      planned(job, trigger, PublicMethods.call(context, "getNextFireTime"));
      Object execution = begin(recorder, job, context, trigger);
      isRunning = execution != Recorder.SKIPPED;
      return execution;
    } finally {
      if (!isRunning) {
        job.left(context);
      }
    }
  }

  private static Object begin(Recorder recorder, QuartzJob job, Object context, Object trigger) {
    QuartzErrands.Errand errand = errand(job, trigger);
    Object token = errand == null ? null : errand.relay().begin(recorder);
    if (errand == null || token == null) {
      Object own = recorder.begin(job.task());
      return own == Recorder.SKIPPED ? own : new JobExecution(job, own, context, null);
    }
    errand.begun().countDown();
    if (token == Recorder.SKIPPED) {
      errand.ended().countDown();
      return token;
    }
    return new JobExecution(job, token, context, errand.ended());
  }

  private static QuartzErrands.@Nullable Errand errand(QuartzJob job, Object trigger) {
    return job.errands().take(name(PublicMethods.require(trigger, "getKey")));
  }

  /**
   * A scheduler tells something.
   *
   * @param scheduler Quartz's own
   * @param subject what it tells of, null for all that it has
   */
  public void observed(Observation what, Object scheduler, @Nullable Object subject) {
    if (paused(what, scheduler, subject)) {
      return;
    }
    if (subject != null) {
      told(what, scheduler, subject);
    } else if (what == Observation.QUARTZ_UNSCHEDULED) {
      cleared(scheduler);
    } else if (what == Observation.QUARTZ_STARTED) {
      setListed(scheduler);
      StoredJobs.list(scheduler, this);
    }
  }

  /** Notes what is paused or resumed; returns false if something else is told. */
  private boolean paused(Observation what, Object scheduler, @Nullable Object subject) {
    switch (what) {
      case QUARTZ_TRIGGER_PAUSED, QUARTZ_TRIGGERS_PAUSED ->
        triggersPaused(true, scheduler, subject);
      case QUARTZ_TRIGGER_RESUMED, QUARTZ_TRIGGERS_RESUMED ->
        triggersPaused(false, scheduler, subject);
      case QUARTZ_JOB_PAUSED, QUARTZ_JOBS_PAUSED -> jobsPaused(true, scheduler, subject);
      case QUARTZ_JOB_RESUMED, QUARTZ_JOBS_RESUMED -> jobsPaused(false, scheduler, subject);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Of triggers a key, the name of a group, or null for all. */
  private void triggersPaused(boolean isNow, Object scheduler, @Nullable Object subject) {
    TriggerName one = subject == null || subject instanceof String ? null : TriggerName.of(subject);
    groupsPaused(isNow, scheduler, subject);
    for (QuartzJob each : all(scheduler)) {
      each.paused(
          isNow, name -> subject == null || name.equals(one) || name.group().equals(subject));
    }
  }

  private void groupsPaused(boolean isNow, Object scheduler, @Nullable Object subject) {
    Set<String> groups = new HashSet<>();
    if (subject instanceof String group) {
      groups.add(group);
    } else if (subject == null) {
      all(scheduler).forEach(each -> each.addGroups(groups));
    }
    SchedulerKey key = SchedulerKey.of(scheduler);
    synchronized (this) {
      Set<String> paused = pausedGroups.computeIfAbsent(key, made -> new HashSet<>());
      if (isNow) {
        paused.addAll(groups);
      } else if (subject == null) {
        paused.clear();
      } else {
        paused.removeAll(groups);
      }
    }
  }

  private void scheduled(Object scheduler, QuartzJob job, Object trigger) {
    TriggerName name = TriggerName.of(PublicMethods.require(trigger, "getKey"));
    boolean isNew = job.plan(name) == null;
    planned(job, trigger, PublicMethods.call(trigger, "getNextFireTime"));
    if (isNew && isGroupPaused(SchedulerKey.of(scheduler), name.group())) {
      job.paused(true, name::equals);
    }
  }

  private synchronized boolean isGroupPaused(SchedulerKey scheduler, String group) {
    return pausedGroups.getOrDefault(scheduler, Set.of()).contains(group);
  }

  /** Of jobs a key, the name of a group, or null for all. */
  private void jobsPaused(boolean isNow, Object scheduler, @Nullable Object subject) {
    JobKey one =
        subject == null || subject instanceof String ? null : JobKey.of(scheduler, subject);
    for (QuartzJob each : all(scheduler)) {
      if (subject == null || each.key().equals(one) || each.key().group().equals(subject)) {
        each.paused(isNow, name -> true);
      }
    }
  }

  /**
   * The jobs of a scheduler that has been started run in this instance alone: from now on their absence can be
   * seen.
   */
  synchronized void runHere(Object scheduler) {
    alone.add(SchedulerKey.of(scheduler));
  }

  private synchronized boolean runsHere(SchedulerKey scheduler) {
    return alone.contains(scheduler);
  }

  /**
   * Lists the jobs of the schedulers that were started before TLO came; returns at once.
   *
   * @param scheduler the class of Quartz's schedulers
   */
  public void listPresent(Class<?> scheduler) {
    ClassLoader quartz = scheduler.getClassLoader();
    if (quartz != null) {
      PresentSchedulers.list(quartz, this);
    }
  }

  /** One that Quartz does not keep by name is seen when it first runs a job. */
  private void listUnlessListed(Object scheduler) {
    if (setListed(scheduler)) {
      StoredJobs.list(scheduler, this);
    }
  }

  private boolean setListed(Object scheduler) {
    SchedulerKey key = SchedulerKey.of(scheduler);
    synchronized (this) {
      return listed.add(key);
    }
  }

  /** Returns whether this very scheduler has told of a job that it has. */
  boolean isKnownFrom(Object scheduler, Object key) {
    QuartzJob job = known(scheduler, key);
    return job != null && !job.isDeleted() && job.scheduler() == scheduler;
  }

  private void told(Observation what, Object scheduler, Object subject) {
    switch (what) {
      case QUARTZ_JOB_ADDED -> added(scheduler, subject);
      case QUARTZ_SCHEDULED, QUARTZ_SCHEDULED_OLD -> {
        QuartzJob job = known(scheduler, PublicMethods.require(subject, "getJobKey"));
        if (job != null) {
          scheduled(scheduler, job, subject);
        }
      }
      case QUARTZ_FINALIZED -> unplanned(scheduler, PublicMethods.require(subject, "getKey"));
      case QUARTZ_UNSCHEDULED -> unplanned(scheduler, subject);
      case QUARTZ_JOB_DELETED -> {
        QuartzJob job = known(scheduler, subject);
        if (job != null) {
          job.deleted(true);
          forgetOldest();
        }
      }
      default -> throw new IllegalArgumentException(what.name());
    }
  }

  /** A job is there, perhaps in the place of one of another class. */
  private void added(Object scheduler, Object detail) {
    if (isWatched.test((Class<?>) PublicMethods.require(detail, "getJobClass"))) {
      QuartzJob job = job(scheduler, detail);
      job.scheduledBy(scheduler);
      job.deleted(false);
      boolean hasReplaced = false;
      for (QuartzJob each : all()) {
        if (isReplaced(each, job)) {
          job.replaces(each);
          hasReplaced = true;
        }
      }
      if (hasReplaced) {
        forgetOldest();
      }
    }
  }

  /** Several schedulers of one name may have jobs of the same key, for several applications. */
  private static boolean isReplaced(QuartzJob before, QuartzJob now) {
    boolean isSame = before == now || before.isShared() || before.isDeleted();
    boolean isOfSameApplication =
        before.loader().equals(now.loader()) || before.scheduler() == now.scheduler();
    return !isSame && before.key().equals(now.key()) && isOfSameApplication;
  }

  /** A scheduler has deleted all its jobs. */
  private void cleared(Object scheduler) {
    for (QuartzJob each : all(scheduler)) {
      if (!each.isShared()) {
        each.deleted(true);
      }
    }
    forgetOldest();
  }

  private static void planned(QuartzJob job, Object trigger, @Nullable Object next) {
    TriggerName name = TriggerName.of(PublicMethods.require(trigger, "getKey"));
    if (!QuartzErrands.isByHand(name.name())) {
      job.planned(name, PlannedTrigger.of(trigger, next, job.plan(name)));
    }
  }

  private static String name(Object key) {
    return String.valueOf(PublicMethods.call(key, "getName"));
  }

  private void unplanned(Object scheduler, Object triggerKey) {
    TriggerName name = TriggerName.of(triggerKey);
    for (QuartzJob each : all(scheduler)) {
      each.unplanned(name::equals);
    }
  }

  private List<QuartzJob> all(Object scheduler) {
    SchedulerKey of = SchedulerKey.of(scheduler);
    List<QuartzJob> all = all();
    all.removeIf(each -> !each.key().scheduler().equals(of));
    return all;
  }

  private @Nullable QuartzJob known(Object scheduler, Object key) {
    JobKey wanted = JobKey.of(scheduler, key);
    QuartzJob known = null;
    for (QuartzJob each : all()) {
      boolean isSought = known == null || known.isDeleted();
      if (isSought && each.key().equals(wanted)) {
        known = each;
      }
    }
    return known;
  }

  private synchronized List<QuartzJob> all() {
    List<QuartzJob> all = new ArrayList<>();
    for (Map<JobIdentity, QuartzJob> each : jobs.values()) {
      all.addAll(each.values());
    }
    return all;
  }

  private QuartzJob job(Object scheduler, Object detail) {
    JobKey key = JobKey.of(scheduler, PublicMethods.require(detail, "getKey"));
    Class<?> type = (Class<?>) PublicMethods.require(detail, "getJobClass");
    Object description = PublicMethods.call(detail, "getDescription");
    return job(key, type, description instanceof String text ? text : "");
  }

  private synchronized QuartzJob job(JobKey key, Class<?> type, String description) {
    ClassLoader loader = type.getClassLoader();
    Map<JobIdentity, QuartzJob> ofLoader = jobs.get(new LoaderKey(loader, null));
    if (ofLoader == null) {
      ofLoader = new LinkedHashMap<>();
      jobs.put(new LoaderKey(loader, gone), ofLoader);
    }
    JobIdentity identity = new JobIdentity(key, type.getName());
    QuartzJob present = ofLoader.get(identity);
    if (present != null) {
      return present;
    }
    boolean isFull = ofLoader.size() >= MOST_JOBS;
    JobIdentity kept =
        isFull ? new JobIdentity(new JobKey(key.scheduler(), "DEFAULT", OTHERS), "") : identity;
    QuartzJob job = ofLoader.get(kept);
    if (job == null) {
      job =
          new QuartzJob(kept, new LoaderKey(loader, null), isFull, () -> runsHere(key.scheduler()));
      job.task(add(job, type.getName(), isFull ? "" : description));
      ofLoader.put(kept, job);
    }
    return job;
  }

  private LiveTask add(QuartzJob job, String className, String description) {
    TaskDefinition definition = TaskDefinition.builder(
            TaskNaming.group(className), job.key().shortName(), method(job, className))
        .description(description)
        .source("org.quartz.Job")
        .build();
    TaskTraits traits = new TaskTraits(null, Source.QUARTZ.afterSkip(), job);
    return adder.add(definition, className, job.errands(), traits);
  }

  /** A switch stands for one key: that of another scheduler, or with another border in it, must not be taken for it. */
  private String method(QuartzJob job, String className) {
    String plain = method(className, job.key().full());
    for (QuartzJob each : all()) {
      boolean isCopy = !each.loader().equals(job.loader())
          && className.equals(each.task().named().className());
      if (!isCopy && !each.key().equals(job.key()) && isSwitchedAs(plain, each.task())) {
        return method(className, job.key().withScheduler());
      }
    }
    return plain;
  }

  private static boolean isSwitchedAs(String method, LiveTask task) {
    return TaskNaming.switchedAs(method)
        .equals(TaskNaming.switchedAs(task.definition().method()));
  }

  private static String method(String className, String key) {
    return TaskNaming.method(
        className, "execute[" + key + "]", List.of("org.quartz.JobExecutionContext"));
  }

  /** Of jobs that Quartz has deleted the history may still be wanted, but not of any number of them. */
  private synchronized void forgetOldest() {
    List<QuartzJob> deleted = new ArrayList<>();
    for (QuartzJob each : all()) {
      // What an operator has switched off must still be off if the job comes again.
      if (each.isDeleted() && each.task().enabled()) {
        deleted.add(each);
      }
    }
    for (QuartzJob each : deleted.subList(0, Math.max(0, deleted.size() - MOST_DELETED))) {
      Objects.requireNonNull(jobs.get(each.loader())).remove(each.identity());
      tasks.remove(each.task());
    }
  }

  /** Every second: removes the jobs of class loaders that are gone. */
  @Override
  public synchronized void run() {
    for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
      Map<JobIdentity, QuartzJob> removed = jobs.remove((LoaderKey) each);
      if (removed != null) {
        for (QuartzJob job : removed.values()) {
          tasks.remove(job.task());
        }
      }
    }
    listed.removeIf(SchedulerKey::isGone);
    alone.removeIf(SchedulerKey::isGone);
    pausedGroups.keySet().removeIf(SchedulerKey::isGone);
  }
}
