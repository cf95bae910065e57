package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;
import java.util.TimerTask;

/** A task with a body that {@link PolledTwice} adds to. */
class Polled extends TimerTask {
  @Override
  public void run() {
    Counts.bodies().add("Polled.run");
  }
}
