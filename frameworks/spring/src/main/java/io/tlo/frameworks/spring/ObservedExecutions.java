package io.tlo.frameworks.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.tlo.frameworks.program.Counts;
import java.util.Map;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** Spring's own count: its observation {@code tasks.scheduled.execution}, by the name of the method. */
final class ObservedExecutions implements ObservationHandler<ScheduledTaskObservationContext> {

  private final Counts counts = new Counts();

  Map<String, Long> toMap() {
    return counts.toMap();
  }

  @Override
  public void onStop(ScheduledTaskObservationContext context) {
    counts.add(context.getMethod().getName());
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ScheduledTaskObservationContext;
  }
}
