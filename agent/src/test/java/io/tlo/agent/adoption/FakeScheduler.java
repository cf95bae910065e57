package io.tlo.agent.adoption;

import java.util.Date;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quartz.Trigger;

/** What TLO asks of a scheduler, without its threads: a test fires the triggers that it was given. */
public final class FakeScheduler {

  private final LinkedBlockingQueue<Trigger> given = new LinkedBlockingQueue<>();
  volatile boolean isShutdown;
  volatile boolean isInStandbyMode;

  public String getSchedulerName() {
    return "fake";
  }

  public boolean isShutdown() {
    return isShutdown;
  }

  public boolean isInStandbyMode() {
    return isInStandbyMode;
  }

  public @Nullable Date scheduleJob(Trigger trigger) {
    given.add(trigger);
    return trigger.getStartTime();
  }

  /** Returns the trigger that was given next, for which it waits. */
  Trigger awaitTrigger() throws InterruptedException {
    return Objects.requireNonNull(given.poll(50, TimeUnit.SECONDS), "no trigger was given");
  }

  /** Does something on a thread of its own, as a scheduler runs its jobs; returns when it is done. */
  void onThread(Runnable work) throws Exception {
    CompletableFuture.runAsync(work).get(50, TimeUnit.SECONDS);
  }
}
