package io.tlo.frameworks.quarkus;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import io.smallrye.mutiny.Uni;
import io.tlo.frameworks.program.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Scheduled methods of every form. */
@ApplicationScoped
public class Cleanup {

  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  // Quarkus makes the bean.
  private static final AtomicInteger WORKING = new AtomicInteger();

  /** Returns whether a body works that takes its time. */
  static boolean isWorking() {
    return WORKING.get() > 0;
  }

  @Scheduled(every = "1s")
  void baskets() {
    Counts.bodies().add("Cleanup.baskets");
  }

  @Scheduled(every = "{app.every}", delay = 1, delayUnit = TimeUnit.SECONDS)
  void sessions() {
    Counts.bodies().add("Cleanup.sessions");
  }

  @Scheduled(cron = "0/1 * * * * ?", timeZone = "Europe/Kyiv", identity = "log-rotation")
  void logs(ScheduledExecution execution) {
    Counts.bodies().add("Cleanup.logs");
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void slow() {
    Counts.bodies().add("Cleanup.slow");
    WORKING.incrementAndGet();
    LockSupport.parkNanos(WORK_NANOS);
    WORKING.decrementAndGet();
  }

  @Scheduled(every = "1s")
  @Scheduled(every = "2s")
  void twice() {
    Counts.bodies().add("Cleanup.twice");
  }

  @Scheduled(every = "1s")
  CompletionStage<Void> later() {
    Counts.bodies().add("Cleanup.later");
    return CompletableFuture.completedFuture(null);
  }

  @Scheduled(every = "1s")
  Uni<Void> lazily() {
    Counts.bodies().add("Cleanup.lazily");
    return Uni.createFrom().voidItem();
  }

  @Scheduled(every = "1s")
  void failing() {
    Counts.bodies().add("Cleanup.failing");
    throw new IllegalStateException("no disk");
  }

  @Scheduled(cron = "{app.cron}")
  void never() {
    Counts.bodies().add("Cleanup.never");
  }
}
