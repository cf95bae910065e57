package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts the calls of the threads while the pollers read one thing after the other. */
final class Phases {

  private static final List<String> DOMAINS = List.of(Pollers.NOTHING, "tlo", ConstantMBean.DOMAIN);

  // It takes the compilers half a minute to get through a thousand methods.
  private static final int WARM_UP_ROUNDS = 2;

  private final List<LoadThread> threads;
  private final PollerProcess pollers;
  private final int seconds;

  Phases(List<LoadThread> threads, PollerProcess pollers, int seconds) {
    this.threads = threads;
    this.pollers = pollers;
    this.seconds = seconds;
  }

  /** Prints the calls in a second of each phase of each round; the first rounds only warm up. */
  void run(int rounds) throws IOException, InterruptedException {
    for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
      for (String domain : DOMAINS) {
        double perSecond = callsPerSecond(domain);
        long polls = pollers.read(Pollers.NOTHING);
        if (round > 0) {
          System.out.println(domain + "." + round + "=" + perSecond);
          System.out.println("polls." + domain + "." + round + "=" + polls);
        }
      }
    }
  }

  private double callsPerSecond(String domain) throws IOException, InterruptedException {
    pollers.read(domain);
    TimeUnit.SECONDS.sleep(1);
    long before = calls();
    long begun = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    long made = calls() - before;
    return made / ((System.nanoTime() - begun) / 1e9);
  }

  private long calls() {
    return threads.stream().mapToLong(LoadThread::calls).sum();
  }
}
