package io.tlo.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Working time that is noted down instead of being spent. */
final class NoTime implements WorkingTime.Sleeper {

  private final List<Duration> noted = new ArrayList<>();

  static WorkingTime workingTime() {
    return new NoTime().asWorkingTime();
  }

  WorkingTime asWorkingTime() {
    return new WorkingTime(new Random(1), this);
  }

  @Override
  public void sleep(Duration duration) {
    noted.add(duration);
  }

  List<Duration> noted() {
    return noted;
  }
}
