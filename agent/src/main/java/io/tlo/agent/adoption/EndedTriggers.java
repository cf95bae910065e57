package io.tlo.agent.adoption;

import java.util.function.Predicate;

/**
 * Which triggers of a job its failure ends: an exception of Quartz's may ask for that, and the scheduler tells none of
 * its listeners.
 */
final class EndedTriggers {

  private static final String EXCEPTION = "org.quartz.JobExecutionException";

  private EndedTriggers() {}

  /** Takes out of a job's plan the triggers that do not fire again after a failure. */
  static void takeOut(QuartzJob job, Object context, Throwable failure) {
    try {
      if (isOfQuartz(failure)) {
        job.unplanned(ended(context, failure));
      }
    } catch (RuntimeException e) {
      // A subclass of the application's has answers of its own: the plan stays as it is.
      return;
    }
  }

  private static boolean isOfQuartz(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(EXCEPTION)) {
        return true;
      }
    }
    return false;
  }

  /** In the order in which a trigger of Quartz's asks. */
  private static Predicate<TriggerName> ended(Object context, Throwable failure) {
    if (says(failure, "refireImmediately")) {
      return name -> false;
    }
    if (says(failure, "unscheduleFiringTrigger")) {
      Object trigger = PublicMethods.require(context, "getTrigger");
      return TriggerName.of(PublicMethods.require(trigger, "getKey"))::equals;
    }
    boolean isAll = says(failure, "unscheduleAllTriggers");
    return name -> isAll;
  }

  private static boolean says(Throwable failure, String question) {
    return Boolean.TRUE.equals(PublicMethods.call(failure, question));
  }
}
