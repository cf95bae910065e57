package io.tlo.frameworks.timer;

import java.util.TimerTask;

/** Throws, and its timer's thread dies of it. */
final class BrokenTask extends TimerTask {
  @Override
  public void run() {
    throw new IllegalStateException("no disk");
  }
}
