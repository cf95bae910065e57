package com.acme.timer;

import com.acme.app.Counts;
import java.util.TimerTask;

/** A task with a body that {@link PolledTwice} adds to. */
class Polled extends TimerTask {
  @Override
  public void run() {
    Counts.BODY.add("Polled");
  }
}
