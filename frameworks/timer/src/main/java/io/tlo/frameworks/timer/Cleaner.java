package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;
import java.util.TimerTask;

/** A task of its own class. */
final class Cleaner extends TimerTask {
  @Override
  public void run() {
    Counts.bodies().add("Cleaner.run");
  }
}
