package io.tlo.benchmarks.programs;

import java.util.List;

/** Calls tasks as fast as it can until it is told to finish. */
final class LoadThread extends Thread {

  private final List<Turn> turns;
  private final Work work = Work.real();
  private volatile long calls;
  private volatile boolean finishing;

  LoadThread(List<Turn> turns) {
    this.turns = turns;
    // So that a program that fails ends.
    setDaemon(true);
  }

  @Override
  public void run() {
    while (!finishing) {
      for (Turn turn : turns) {
        turn.run(work);
        calls = work.calls();
      }
    }
  }

  /** Returns how many calls there have been, but for the turn that is being done. */
  long calls() {
    return calls;
  }

  /** Waits until it has ended and returns how many calls it made. */
  long finish() throws InterruptedException {
    finishing = true;
    join();
    return work.calls();
  }
}
