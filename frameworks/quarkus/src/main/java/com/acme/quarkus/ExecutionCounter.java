package com.acme.quarkus;

import com.acme.app.Counts;
import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.SuccessfulExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Quarkus's own word that a scheduled method was executed: its events. */
@ApplicationScoped
public class ExecutionCounter {

  void succeeded(@Observes SuccessfulExecution event) {
    count(event.getExecution());
  }

  void failed(@Observes FailedExecution event) {
    count(event.getExecution());
  }

  /** A trigger describes its method as {@code com.acme.quarkus.Cleanup#baskets}. */
  private static void count(ScheduledExecution execution) {
    String method = execution.getTrigger().getMethodDescription();
    Counts.FRAMEWORK.add(method.substring(method.lastIndexOf('.') + 1).replace('#', '.'));
  }
}
