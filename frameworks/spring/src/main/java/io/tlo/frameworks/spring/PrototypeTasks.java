package io.tlo.frameworks.spring;

import io.tlo.frameworks.program.Counts;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** A bean of which Spring schedules each instance. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class PrototypeTasks {

  @Scheduled(fixedRate = 600)
  void copy() {
    Counts.bodies().add("copy");
  }
}
