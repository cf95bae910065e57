package io.tlo.frameworks.quarkus;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import io.smallrye.mutiny.Uni;
import io.tlo.frameworks.program.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Scheduled methods of every form. */
@ApplicationScoped
public class Cleanup {

  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  @Scheduled(every = "1s")
  void baskets() {
    Counts.bodies().add("Cleanup.baskets");
  }

  @Scheduled(every = "{app.every}", delay = 2, delayUnit = TimeUnit.SECONDS)
  void sessions() {
    Counts.bodies().add("Cleanup.sessions");
  }

  @Scheduled(cron = "0/2 * * * * ?", timeZone = "Europe/Kyiv", identity = "log-rotation")
  void logs(ScheduledExecution execution) {
    Counts.bodies().add("Cleanup.logs");
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void slow() {
    Counts.bodies().add("Cleanup.slow");
    LockSupport.parkNanos(WORK_NANOS);
  }

  @Scheduled(every = "2s")
  @Scheduled(every = "3s")
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
