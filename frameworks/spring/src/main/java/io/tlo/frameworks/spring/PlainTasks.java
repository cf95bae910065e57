package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The schedules that Spring knows, on a bean without a proxy. */
@Component
class PlainTasks {

  @Scheduled(fixedRate = 500)
  void pulse() {
    Counts.bodies().add("pulse");
  }
}
