package io.tlo.agent.adoption;

import io.tlo.TloException;
import io.tlo.TloException.Reason;
import io.tlo.execution.LiveTask;
import io.tlo.execution.Relay;
import io.tlo.execution.TaskInvoker;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has a job run by Quartz itself: the scheduler is asked to trigger it, so that its listeners hear of it, its rules
 * of concurrency hold and its thread runs it. The execution is recognised by a number that travels in the
 * trigger's data.
 *
 * <p>Thread safety: safe for many threads.
 */
final class QuartzErrands implements TaskInvoker {

  /** Where the number stands in the data; the job sees it there too. */
  static final String DATA_KEY = "tlo.trigger";

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

  /** Returns the execution that was asked for with this number, null if nobody waits for it. */
  @Nullable
  Errand take(String number) {
    return waiting.remove(number);
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
    String number = UUID.randomUUID().toString();
    waiting.put(number, errand);
    try {
      trigger(scheduler, number);
      await(errand);
    } finally {
      waiting.remove(number);
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

  @SuppressWarnings("unchecked")
  private void trigger(Object scheduler, String number) throws ReflectiveOperationException {
    ClassLoader loader = scheduler.getClass().getClassLoader();
    Class<?> keyType = Class.forName("org.quartz.JobKey", true, loader);
    Class<?> dataType = Class.forName("org.quartz.JobDataMap", true, loader);
    Object key = keyType
        .getConstructor(String.class, String.class)
        .newInstance(job.key().name(), job.key().group());
    Object data = dataType.getConstructor().newInstance();
    ((Map<Object, Object>) data).put(DATA_KEY, number);
    PublicMethods.call(scheduler, "triggerJob", new Class<?>[] {keyType, dataType}, key, data);
  }

  @Override
  public @Nullable ClassLoader contextClassLoader() {
    return job.loader().get();
  }
}
