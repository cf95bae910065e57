package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Counts;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** The timer's last task: none begins after a timer was cancelled on its own thread. */
final class StopTask extends TimerTask {

  private final Timer timer;
  private final CountDownLatch stopped;

  StopTask(Timer timer, CountDownLatch stopped) {
    this.timer = timer;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    timer.cancel();
    Counts.bodies().add("StopTask.run");
    stopped.countDown();
  }
}
