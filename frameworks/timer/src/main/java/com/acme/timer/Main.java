package com.acme.timer;

import com.acme.app.Conversation;
import com.acme.app.Counts;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** The program: one timer, and tasks of every kind of class. */
public final class Main {

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    Timer timer = new Timer("timer", true);
    timer.scheduleAtFixedRate(new Cleaner(), 0, 200);
    timer.schedule(new Mailer(), 100, 300);
    timer.schedule(new WarmUp(), 500);
    timer.scheduleAtFixedRate(new PolledTwice(), 0, 250);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            Counts.BODY.add("Main.1.run");
          }
        },
        0,
        400);
    new Conversation(() -> stop(timer)).hold();
  }

  /** A timer has one thread: when its last task runs, no other does. */
  private static void stop(Timer timer) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    timer.schedule(new StopTask(timer, stopped), 0);
    stopped.await();
  }
}
