package io.tlo.frameworks.timer;

import io.tlo.frameworks.program.Conversation;
import io.tlo.frameworks.program.Counts;
import io.tlo.frameworks.program.FrameworkProgram;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** The program: one timer, and tasks of every kind of class. A timer counts nothing itself. */
public final class Main implements FrameworkProgram {

  private final Timer timer = new Timer("timer", true);

  private Main() {}

  /** Runs the program until it is told to quit. */
  public static void main(String[] arguments) throws Exception {
    Main main = new Main();
    main.schedule();
    Conversation.hold(main);
  }

  private void schedule() {
    timer.scheduleAtFixedRate(new Cleaner(), 0, 200);
    timer.schedule(new Mailer(), 100, 300);
    timer.schedule(new WarmUp(), 500);
    timer.scheduleAtFixedRate(new PolledTwice(), 0, 250);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            Counts.bodies().add("Main.1.run");
          }
        },
        0,
        400);
  }

  @Override
  public Map<String, Long> frameworkCounts() {
    return Map.of();
  }

  /** A timer has one thread: when its last task runs, no other does. */
  @Override
  public void stop() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    timer.schedule(new StopTask(timer, stopped), 0);
    stopped.await();
  }

  @Override
  public void call(String name) throws InterruptedException {
    switch (name) {
      case "die" -> {
        Thread present = timerThread();
        timer.schedule(new BrokenTask(), 0);
        present.join();
      }
      case "block" -> timer.schedule(new StuckTask(), 0);
      case "cancel" -> timer.cancel();
      case "collect" -> System.gc();
      default ->
        throw new IllegalArgumentException("'" + name + "' is none of die, block, cancel, collect");
    }
  }

  private static Thread timerThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("timer"))
        .findAny()
        .orElseThrow();
  }
}
