package io.tlo.benchmarks.programs;

import java.util.List;
import javax.management.JMException;

/** Calls the methods of a hundred generated classes in turn, ten million calls in all. */
final class ManyExecutions {

  private static final int METHODS = 1_000;
  private static final int CALLS_OF_EACH = 10_000;

  private ManyExecutions() {}

  /** Takes "empty" or "real" for the work, and "recorded" if TLO must have recorded every call. */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException, JMException {
    List<Turn> turns = Turns.load(METHODS);
    Work work = arguments[0].equals("real") ? Work.real() : Work.empty();
    runTo(CALLS_OF_EACH / 10, turns, work);
    System.out.println("heap.10=" + Heap.usedAtRest());
    runTo(CALLS_OF_EACH, turns, work);
    System.out.println("heap.100=" + Heap.usedAtRest());
    // Nobody reads it; but for a sum that is never used the clock need not be read.
    System.out.println("timed.nanos=" + work.nanos());
    if (arguments.length > 1 && arguments[1].equals("recorded")) {
      requireRecorded(work.calls());
    }
  }

  private static void runTo(int callsOfEach, List<Turn> turns, Work work) {
    long calls = (long) callsOfEach * METHODS;
    while (work.calls() < calls) {
      for (Turn turn : turns) {
        turn.run(work);
      }
    }
  }

  private static void requireRecorded(long calls) throws JMException, InterruptedException {
    TloMBeans mbeans = new TloMBeans();
    mbeans.awaitTasks(METHODS);
    mbeans.requireCalls(calls);
    mbeans.requireCallsOfEach(calls / METHODS);
  }
}
