package io.tlo.agent.adoption;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a framework is watched besides the tasks themselves: only to learn of its objects and plans, never to
 * change what it does. Known by name.
 */
public enum Observation {
  /** Spring has made what it runs a scheduled method by; its transactions and security apply there. */
  SPRING_RUNNABLE_MADE(
      Source.SPRING, "org/springframework/scheduling/support/ScheduledMethodRunnable", "<init>"),
  /** Spring runs such a one: of those made before TLO came, only this tells. */
  SPRING_RUNNABLE_RUNS(
      Source.SPRING, "org/springframework/scheduling/support/ScheduledMethodRunnable", "run"),
  /** Spring looks whether a bean has scheduled methods; what it makes meanwhile belongs to this context. */
  SPRING_BEAN_MADE(
      Source.SPRING,
      "org/springframework/scheduling/annotation/ScheduledAnnotationBeanPostProcessor",
      "postProcessAfterInitialization"),
  /** A bean with scheduled methods is destroyed: they must be run on it no more. */
  SPRING_BEAN_DESTROYED(
      Source.SPRING,
      "org/springframework/scheduling/annotation/ScheduledAnnotationBeanPostProcessor",
      "postProcessBeforeDestruction"),
  /** A context is closed: what it ran must be run no more. */
  SPRING_CLOSED(
      Source.SPRING,
      "org/springframework/scheduling/annotation/ScheduledAnnotationBeanPostProcessor",
      "destroy"),
  /** A job was added: its JobDetail. */
  QUARTZ_JOB_ADDED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersJobAdded"),
  /** A trigger was scheduled: the trigger. */
  QUARTZ_SCHEDULED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersScheduled"),
  /** The same, as older versions of Quartz spell it. */
  QUARTZ_SCHEDULED_OLD(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersSchduled"),
  /** A trigger was taken back: its key; nothing if all jobs and triggers were deleted at once. */
  QUARTZ_UNSCHEDULED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersUnscheduled"),
  /** A trigger will not fire again: the trigger. */
  QUARTZ_FINALIZED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersFinalized"),
  /** A job was deleted: its key. */
  QUARTZ_JOB_DELETED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersJobDeleted"),
  /** A trigger does not fire for a while: its key. */
  QUARTZ_TRIGGER_PAUSED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersPausedTrigger"),
  /** The triggers of a group do not fire for a while: its name, or nothing for all groups. */
  QUARTZ_TRIGGERS_PAUSED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersPausedTriggers"),
  /** A trigger fires again: its key, or nothing for all triggers. */
  QUARTZ_TRIGGER_RESUMED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersResumedTrigger"),
  /** The triggers of a group fire again: its name, or nothing for all groups. */
  QUARTZ_TRIGGERS_RESUMED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersResumedTriggers"),
  /** The triggers of a job do not fire for a while: the job's key. */
  QUARTZ_JOB_PAUSED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersPausedJob"),
  /** The triggers of the jobs of a group do not fire for a while: its name. */
  QUARTZ_JOBS_PAUSED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersPausedJobs"),
  /** The triggers of a job fire again: the job's key. */
  QUARTZ_JOB_RESUMED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersResumedJob"),
  /** The triggers of the jobs of a group fire again: its name. */
  QUARTZ_JOBS_RESUMED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersResumedJobs"),
  /** A scheduler was started; of the jobs that are in its store already it tells nothing. */
  QUARTZ_STARTED(
      Source.QUARTZ, "org/quartz/core/QuartzScheduler", "notifySchedulerListenersStarted");

  private static final List<Observation> ALL = List.of(values());

  private final Source source;
  private final String className;
  private final String method;

  Observation(Source source, String className, String method) {
    this.source = source;
    this.className = className;
    this.method = method;
  }

  /** Returns whether something is watched in the class of that internal name. */
  public static boolean isIn(String internalName) {
    for (Observation each : ALL) {
      if (each.className.equals(internalName)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether something is watched in that class for tasks that are looked for. */
  public static boolean isIn(String internalName, Marks marks) {
    for (Observation each : ALL) {
      if (each.className.equals(internalName)) {
        return marks.contains(each.source);
      }
    }
    return false;
  }

  /** Returns what is watched in a method, null for nothing. */
  public static @Nullable Observation find(String className, String method) {
    for (Observation each : ALL) {
      if (each.method.equals(method) && each.className.equals(className)) {
        return each;
      }
    }
    return null;
  }

  /** Returns whether a class is that of Quartz's schedulers. */
  public static boolean isScheduler(Class<?> type) {
    return type.getName().replace('.', '/').equals(QUARTZ_STARTED.className);
  }

  /** Returns the number that stands for it in woven code. */
  public int number() {
    return ALL.indexOf(this);
  }

  /** Returns the one that woven code knows by this number. */
  public static Observation of(int number) {
    return ALL.get(number);
  }
}
