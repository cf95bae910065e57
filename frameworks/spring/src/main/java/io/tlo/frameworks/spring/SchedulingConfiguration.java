package io.tlo.frameworks.spring;

import io.micrometer.observation.ObservationRegistry;
import io.tlo.frameworks.program.Counts;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Lets Spring count what it runs, and schedules one task that no annotation marks. */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration implements SchedulingConfigurer {

  private final ObservedExecutions observed = new ObservedExecutions();

  @Bean
  ObservedExecutions observedExecutions() {
    return observed;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(observed);
    registrar.setObservationRegistry(observations);
    registrar.addFixedRateTask(() -> Counts.bodies().add("configured"), Duration.ofMillis(500));
  }
}
