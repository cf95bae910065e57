package io.tlo.frameworks.annotations;

import io.tlo.frameworks.program.Counts;
import javax.ejb.Schedule;
import javax.ejb.Schedules;
import javax.ejb.Stateless;
import javax.ejb.Timeout;
import javax.ejb.Timer;

/** A bean of the years before Jakarta. */
@Stateless
public class OldTimers {

  @Schedule(hour = "3", minute = "30", timezone = "Europe/Kyiv")
  void nightly() {
    Counts.bodies().add("OldTimers.nightly");
  }

  @Schedules({@Schedule(hour = "*/2", dayOfWeek = "Mon-Fri"), @Schedule(dayOfMonth = "Last")})
  void twice() {
    Counts.bodies().add("OldTimers.twice");
  }

  @Timeout
  void remind(Timer timer) {
    Counts.bodies().add("OldTimers.remind");
  }
}
