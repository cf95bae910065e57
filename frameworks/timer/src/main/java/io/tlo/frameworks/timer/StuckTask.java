package io.tlo.frameworks.timer;

import java.util.TimerTask;
import java.util.concurrent.locks.LockSupport;

/** Never ends, and so no other task of its timer runs any more. */
final class StuckTask extends TimerTask {
  @Override
  public void run() {
    while (true) {
      LockSupport.park();
    }
  }
}
