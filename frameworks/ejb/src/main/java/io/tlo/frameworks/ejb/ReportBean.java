package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Counts;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.interceptor.Interceptors;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A singleton with a calendar timer; the container begins a transaction for each timeout. */
@Singleton
@Interceptors(TimeoutCounter.class)
public class ReportBean {

  @Resource
  @SuppressWarnings("NullAway.Init") // the container sets it
  private TransactionSynchronizationRegistry transactions;

  @Schedule(second = "*", minute = "*", hour = "*", timezone = "Europe/Kyiv", persistent = false)
  void nightly() {
    Counts.bodies().add("ReportBean.nightly");
    if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
      Counts.transactionalBodies().add("ReportBean.nightly");
    }
  }
}
