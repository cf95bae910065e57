package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A bean that overrides a scheduled method, gives it a schedule of its own and calls it. */
@Component
class RegionReport extends BaseReport {

  @Override
  @Scheduled(fixedRate = 300)
  void report() {
    Counts.bodies().add("RegionReport.begun");
    super.report();
  }
}
