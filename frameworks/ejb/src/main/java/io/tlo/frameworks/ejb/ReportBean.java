package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Counts;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.interceptor.Interceptors;

/** A singleton with a calendar timer; the container begins a transaction for each timeout. */
@Singleton
@Interceptors(TimeoutCounter.class)
public class ReportBean {

  @Resource
  @SuppressWarnings("NullAway.Init") // the container sets it
  private SessionContext context;

  @Schedule(second = "*", minute = "*", hour = "*", timezone = "Europe/Kyiv", persistent = false)
  void nightly() {
    Counts.bodies().add("ReportBean.nightly");
    if (isInTransaction()) {
      Counts.transactionalBodies().add("ReportBean.nightly");
    }
  }

  /** Only within a transaction may a bean ask whether it is to be rolled back. */
  private boolean isInTransaction() {
    try {
      return !context.getRollbackOnly();
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
