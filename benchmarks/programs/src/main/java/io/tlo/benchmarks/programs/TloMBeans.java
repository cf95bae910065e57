package io.tlo.benchmarks.programs;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What the program asks of TLO's MBeans in its own JVM. */
final class TloMBeans {

  static final ObjectName REGISTRY = name("tlo:type=Registry");
  static final ObjectName TASKS = name("tlo:type=Task,*");

  private static final long MOST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(120);
  // The default of history.total.
  private static final long HISTORY_TOTAL = 10_000;
  private static final String[] BEGUN = {
    "ExecutionsSucceeded",
    "ExecutionsFailed",
    "ExecutionsCancelled",
    "ExecutionsRunning",
    "ExecutionsSkipped"
  };
  private static final String[] ENDED = {
    "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsCancelled"
  };

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  MBeanServer server() {
    return server;
  }

  /** Waits until so many tasks have their MBean. */
  void awaitTasks(int wanted) throws InterruptedException {
    long begun = System.nanoTime();
    // To count all MBeans costs nothing; the names are gone through only when there may be enough.
    while (server.getMBeanCount() < wanted || taskNames().size() < wanted) {
      if (System.nanoTime() - begun > MOST_WAIT_NANOS) {
        Failure.exit("found " + taskNames().size() + " tasks' MBeans, wanted " + wanted);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Returns the names of the tasks' MBeans, always in the same order. */
  List<ObjectName> taskNames() {
    List<ObjectName> names = new ArrayList<>(server.queryNames(TASKS, null));
    names.sort(null);
    return names;
  }

  /** Ends the program unless the Registry counts as many calls as the program made, and each ended one once. */
  void requireCalls(long calls) throws JMException, InterruptedException {
    awaitCutHistories();
    long lost = number(REGISTRY, "AdviceFailures");
    requireEqual("calls of all tasks", calls, sum(REGISTRY, BEGUN) + lost);
    long records = sum(REGISTRY, "RecordsKept", "RecordsDropped");
    requireEqual("records kept and dropped", sum(REGISTRY, ENDED), records);
  }

  /** While histories are being cut, a record may be seen as kept and then, a moment later, as dropped. */
  private void awaitCutHistories() throws JMException, InterruptedException {
    long begun = System.nanoTime();
    while (number(REGISTRY, "RecordsKept") > HISTORY_TOTAL) {
      if (System.nanoTime() - begun > MOST_WAIT_NANOS) {
        Failure.exit("more than " + HISTORY_TOTAL + " records are kept for too long");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    // What was counted last may have been seen in the middle of the cut.
    TimeUnit.MILLISECONDS.sleep(1500);
  }

  /** Ends the program unless each task counts as many calls as the program made of it. */
  void requireCallsOfEach(long calls) throws JMException {
    for (ObjectName task : taskNames()) {
      requireEqual("calls of " + task, calls, sum(task, BEGUN));
    }
  }

  private static void requireEqual(String what, long wanted, long found) {
    if (wanted != found) {
      Failure.exit(what + ": wanted " + wanted + ", found " + found);
    }
  }

  long number(ObjectName name, String attribute) throws JMException {
    return ((Number) server.getAttribute(name, attribute)).longValue();
  }

  private long sum(ObjectName name, String... attributes) throws JMException {
    long sum = 0;
    for (Attribute each : server.getAttributes(name, attributes).asList()) {
      sum += ((Number) each.getValue()).longValue();
    }
    return sum;
  }

  static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
