package io.tlo.benchmarks.programs;

/** What generated classes implement. */
public interface Turn {

  /** Calls each of the {@value Turns#METHODS} methods of the class once; each does one piece of the work. */
  void run(Work work);
}
