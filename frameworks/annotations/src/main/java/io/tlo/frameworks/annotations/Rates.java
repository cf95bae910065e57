package io.tlo.frameworks.annotations;

import io.tlo.frameworks.program.Counts;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.concurrent.Schedule;
import java.time.DayOfWeek;
import java.util.concurrent.CompletableFuture;

/** Series of Jakarta Concurrency: a server's thread calls the method each time, until its result is not null. */
public class Rates {

  @Asynchronous(runAt = @Schedule(cron = "*/5 * * * * *", zone = "Europe/Kyiv"))
  public void refresh() {
    Counts.bodies().add("Rates.refresh");
  }

  @Asynchronous(
      runAt = {
        @Schedule(
            hours = {3, 15},
            minutes = 30),
        @Schedule(daysOfWeek = DayOfWeek.SUNDAY, hours = 0)
      })
  public CompletableFuture<String> rebuild() {
    Counts.bodies().add("Rates.rebuild");
    return CompletableFuture.completedFuture("rebuilt");
  }
}
