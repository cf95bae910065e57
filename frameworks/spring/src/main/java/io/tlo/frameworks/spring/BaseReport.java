package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A bean with a body that another bean, {@link RegionReport}, calls as a part of its own. */
@Component
class BaseReport {

  @Scheduled(fixedRate = 400)
  void report() {
    Counts.bodies().add(getClass().getSimpleName() + ".whole");
  }
}
