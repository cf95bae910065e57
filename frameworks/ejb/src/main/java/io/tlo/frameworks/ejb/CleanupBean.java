package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Counts;
import jakarta.ejb.Schedule;
import jakarta.ejb.Schedules;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timer;
import jakarta.interceptor.Interceptors;

/** A stateless bean: the container has as many instances as it needs. */
@Stateless
@Interceptors(TimeoutCounter.class)
public class CleanupBean {

  @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false)
  void baskets(Timer timer) {
    Counts.bodies().add("CleanupBean.baskets");
  }

  @Schedules({
    @Schedule(second = "*/2", minute = "*", hour = "*", persistent = false),
    @Schedule(second = "1/2", minute = "*", hour = "*", dayOfWeek = "Mon-Sun", persistent = false)
  })
  void twice() {
    Counts.bodies().add("CleanupBean.twice");
  }

  @Schedule(persistent = false)
  void midnight() {
    Counts.bodies().add("CleanupBean.midnight");
  }
}
