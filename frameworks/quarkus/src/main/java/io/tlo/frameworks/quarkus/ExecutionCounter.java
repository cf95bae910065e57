package io.tlo.frameworks.quarkus;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import io.tlo.frameworks.program.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Quarkus's own word that a scheduled method was executed: its events. */
@ApplicationScoped
public class ExecutionCounter {

  private final Counts executions = new Counts();

  Map<String, Long> executions() {
    return executions.toMap();
  }

  void succeeded(@Observes SuccessfulExecution event) {
    count(event.getExecution());
  }

  void failed(@Observes FailedExecution event) {
    count(event.getExecution());
  }

  /** A trigger describes its method as {@code io.tlo.frameworks.quarkus.Cleanup#baskets}. */
  private void count(ScheduledExecution execution) {
    String method = execution.getTrigger().getMethodDescription();
    executions.add(method.substring(method.lastIndexOf('.') + 1).replace('#', '.'));
  }
}
