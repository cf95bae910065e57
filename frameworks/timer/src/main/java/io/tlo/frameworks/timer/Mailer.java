package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;

/** A timer task by its grandparent. */
final class Mailer extends RetriedTask {
  @Override
  public void run() {
    for (int i = 0; i < MOST_TRIES && !isSent(); i++) {
      // It is sent at the first try.
    }
  }

  private boolean isSent() {
    Counts.bodies().add("Mailer.run");
    return true;
  }
}
