package com.acme.timer;

import com.acme.app.Counts;

/** A task whose body calls its parent's: one execution, not two. */
final class PolledTwice extends Polled {
  @Override
  public void run() {
    Counts.BODY.add("PolledTwice.run");
    super.run();
  }
}
