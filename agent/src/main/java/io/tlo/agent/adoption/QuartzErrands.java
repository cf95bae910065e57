package io.tlo.agent.adoption;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Relay;
import io.tlo.execution.TaskInvoker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has a job run by Quartz itself: the scheduler is given a trigger that fires once, now, so that its listeners hear
 * of it, its rules of concurrency hold and its thread runs it. The execution is recognised by the name of the
 * trigger. Nothing is added to the data of the job or the trigger: a strict job factory refuses entries that the
 * job has no property for, and Quartz then puts all triggers of the job into the state ERROR.
 *
 * <p>Thread safety: safe for many threads.
 */
final class QuartzErrands implements TaskInvoker {

  // Quartz names the triggers so that run a job once at somebody's wish: they are no plan.
  private static final String BY_HAND = "MT_";

  private static final Duration MOST_WAIT = Duration.ofSeconds(60);

  private final QuartzJob job;
  private final Map<String, Errand> waiting = new ConcurrentHashMap<>();

  /**
   * An execution that Quartz was asked for.
   *
   * @param relay what is to be begun
   * @param begun is told when it has begun
   * @param ended is told when it has ended
   */
  record Errand(Relay relay, CountDownLatch begun, CountDownLatch ended) {}

  QuartzErrands(QuartzJob job) {
    this.job = job;
  }

  /** Returns whether a trigger of this name runs a job once at somebody's wish. */
  static boolean isByHand(String triggerName) {
    return triggerName.startsWith(BY_HAND);
  }

  /** Returns the execution that was asked for with a trigger of this name, null if nobody waits for it. */
  @Nullable
  Errand take(String triggerName) {
    return waiting.remove(triggerName);
  }

  @Override
  public @Nullable String refusal() {
    if (job.isShared()) {
      return "it stands for several Quartz jobs";
    }
    if (job.isDeleted()) {
      return "Quartz has deleted the job";
    }
    Object scheduler = job.scheduler();
    return scheduler == null
        ? "its Quartz scheduler is not known; the job must run once, or be scheduled anew"
        : refusal(scheduler);
  }

  private static @Nullable String refusal(Object scheduler) {
    if (is(scheduler, "isShutdown")) {
      return "its Quartz scheduler is shut down";
    }
    return is(scheduler, "isInStandbyMode")
        ? "its Quartz scheduler is in standby; it must be started first"
        : null;
  }

  private static boolean is(Object scheduler, String question) {
    return Boolean.TRUE.equals(PublicMethods.call(scheduler, question));
  }

  @Override
  public @Nullable String refusal(@Nullable Object[] arguments) {
    return arguments.length == 0 ? null : "a Quartz job takes its arguments from its own data";
  }

  @Override
  public @Nullable Object[] arguments(String text) {
    if (text.isBlank()) {
      return new Object[0];
    }
    throw new TloException(
        Reason.INVALID_ARGUMENTS, "a Quartz job takes its arguments from its own data");
  }

  @Override
  public String way() {
    return "through its Quartz scheduler";
  }

  @Override
  public @Nullable Object invoke(LiveTask task, @Nullable Object[] arguments) throws Throwable {
    Object scheduler = job.scheduler();
    if (scheduler == null) {
      throw new IllegalStateException("its Quartz scheduler is gone");
    }
    Relay relay = Relay.of(task);
    Errand errand = new Errand(relay, new CountDownLatch(1), new CountDownLatch(1));
    // A trigger may outlive this JVM, or run in another one: a small number would meet again.
    String triggerName = BY_HAND + UUID.randomUUID();
    waiting.put(triggerName, errand);
    try {
      trigger(scheduler, triggerName);
      await(errand);
    } finally {
      waiting.remove(triggerName);
      relay.giveBack();
    }
    return null;
  }

  private static void await(Errand errand) throws InterruptedException {
    boolean hasBegun = errand.begun().await(MOST_WAIT.toSeconds(), TimeUnit.SECONDS);
    if (!hasBegun && errand.relay().giveBack()) {
      throw new IllegalStateException("Quartz has not begun the job within "
          + MOST_WAIT.toSeconds()
          + " s: its threads may be busy, a listener have vetoed it, or another node run it; what it"
          + " begins later counts as the program's own");
    }
    errand.ended().await();
  }

  /** Does what the scheduler's own {@code triggerJob} does, with a name that is known before the job begins. */
  private void trigger(Object scheduler, String triggerName) throws ReflectiveOperationException {
    ClassLoader loader = scheduler.getClass().getClassLoader();
    Class<?> triggerType = Class.forName("org.quartz.Trigger", true, loader);
    Object builder = Objects.requireNonNull(Class.forName("org.quartz.TriggerBuilder", true, loader)
        .getMethod("newTrigger")
        .invoke(null));
    PublicMethods.call(builder, "withIdentity", new Class<?>[] {String.class}, triggerName);
    PublicMethods.call(
        builder,
        "forJob",
        new Class<?>[] {String.class, String.class},
        job.key().name(),
        job.key().group());
    Object trigger = PublicMethods.require(builder, "build");
    PublicMethods.call(scheduler, "scheduleJob", new Class<?>[] {triggerType}, trigger);
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return job.loader().get();
  }
}
