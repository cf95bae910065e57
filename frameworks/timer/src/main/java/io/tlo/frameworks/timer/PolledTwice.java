package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;

/** A task whose body calls its parent's: one execution, not two. */
final class PolledTwice extends Polled {
  @Override
  public void run() {
    Counts.bodies().add("PolledTwice.run");
    super.run();
  }
}
