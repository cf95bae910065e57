package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Counts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.interceptor.Interceptors;

/** A bean that sets its timer itself. */
@Singleton
@Startup
@Interceptors(TimeoutCounter.class)
public class ReminderBean {

  private static final long PERIOD_MILLIS = 500;

  @Resource
  @SuppressWarnings("NullAway.Init") // the container sets it
  private TimerService timers;

  @PostConstruct
  void setTimer() {
    timers.createIntervalTimer(PERIOD_MILLIS, PERIOD_MILLIS, new TimerConfig("reminder", false));
  }

  @Timeout
  void remind(Timer timer) {
    Counts.bodies().add("ReminderBean.remind");
  }

  /** Cancels the timers of all beans of the module. */
  public void cancelTimers() {
    timers.getAllTimers().forEach(Timer::cancel);
  }
}
