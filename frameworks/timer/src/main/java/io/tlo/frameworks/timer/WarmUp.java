package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;
import java.util.TimerTask;

/** A task that is run once. */
final class WarmUp extends TimerTask {
  @Override
  public void run() {
    Counts.bodies().add("WarmUp.run");
  }
}
