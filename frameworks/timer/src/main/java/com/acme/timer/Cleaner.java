package com.acme.timer;

import com.acme.app.Counts;
import java.util.TimerTask;

/** A task of its own class. */
final class Cleaner extends TimerTask {
  @Override
  public void run() {
    Counts.BODY.add("Cleaner.run");
  }
}
