package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The schedules that Spring knows, on a bean without a proxy. */
@Component
class PlainTasks {

  @Scheduled(fixedRate = 500)
  void pulse() {
    Counts.bodies().add("pulse");
  }

  @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
  void sweep() {
    Counts.bodies().add("sweep");
  }

  @Scheduled(fixedDelayString = "${app.delay}")
  void drain() {
    Counts.bodies().add("drain");
  }

  @Scheduled(cron = "0 0 3 * * *", zone = "Europe/Kyiv")
  void nightly() {
    Counts.bodies().add("nightly");
  }

  @Scheduled(initialDelay = 1, timeUnit = TimeUnit.SECONDS)
  void warmUp() {
    Counts.bodies().add("warmUp");
  }

  @Scheduled(fixedRate = 700)
  @Scheduled(cron = "* * * * * *")
  void twice() {
    Counts.bodies().add("twice");
  }

  @EveryHalfSecond
  void composed() {
    Counts.bodies().add("composed");
  }

  @Every(delay = "PT0.4S")
  void aliased() {
    Counts.bodies().add("aliased");
  }

  @Scheduled(fixedRate = 900)
  void stumble() {
    Counts.bodies().add("stumble");
    throw new IllegalStateException("stumbled, as it always does");
  }
}
