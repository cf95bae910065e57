package com.acme.timer;

import com.acme.app.Counts;

/** A timer task by its grandparent. */
final class Mailer extends RetriedTask {
  @Override
  public void run() {
    for (int i = 0; i < MOST_TRIES && !isSent(); i++) {
      // It is sent at the first try.
    }
  }

  private boolean isSent() {
    Counts.BODY.add("Mailer.run");
    return true;
  }
}
