package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServer;

/**
 * Two threads that call a thousand tasks as fast as they can, in phases: nobody reads MBeans, four pollers
 * read TLO's, the same pollers read constant copies of them.
 */
final class Loaded {

  private static final int METHODS = 1_000;
  private static final int FULL_HISTORY = 100;

  private Loaded() {}

  /** Takes how many seconds a phase lasts, and how many rounds of the three phases there are. */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException, IOException, JMException {
    int seconds = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    List<Turn> turns = Turns.load(METHODS);
    TloMBeans mbeans = new TloMBeans();
    mbeans.awaitTasks(METHODS);
    long calls = fill(turns);
    copyAll(mbeans);
    JMXConnectorServer server = LoopbackConnector.start(mbeans.server());
    List<LoadThread> threads = List.of(new LoadThread(turns), new LoadThread(turns));
    try (PollerProcess pollers = PollerProcess.start(server.getAddress())) {
      threads.forEach(Thread::start);
      new Phases(threads, pollers, seconds).run(rounds);
    } finally {
      server.stop();
    }
    for (LoadThread each : threads) {
      calls += each.finish();
    }
    mbeans.requireCalls(calls);
  }

  private static long fill(List<Turn> turns) {
    Work work = Work.empty();
    for (int i = 0; i < FULL_HISTORY; i++) {
      turns.forEach(turn -> turn.run(work));
    }
    return work.calls();
  }

  private static void copyAll(TloMBeans mbeans) throws JMException, InterruptedException {
    // The constants show what TLO shows once it has cut the histories to their total.
    TimeUnit.MILLISECONDS.sleep(1500);
    List<ObjectName> originals = new ArrayList<>(mbeans.taskNames());
    originals.add(TloMBeans.REGISTRY);
    for (ObjectName each : originals) {
      ConstantMBean.copy(mbeans.server(), each);
    }
  }
}
