package com.acme.timer;

import com.acme.app.Counts;
import java.util.TimerTask;

/** A task that is run once. */
final class WarmUp extends TimerTask {
  @Override
  public void run() {
    Counts.BODY.add("WarmUp.run");
  }
}
