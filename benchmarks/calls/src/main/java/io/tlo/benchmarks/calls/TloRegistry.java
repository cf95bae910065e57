package io.tlo.benchmarks.calls;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** TLO's own numbers, read the way any JMX client reads them. */
final class TloRegistry {

  // It is published ten seconds after the start at the latest.
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 20;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name = new ObjectName("tlo:type=Registry");

  private TloRegistry() throws JMException {}

  /** Returns the registry once it is published. */
  static TloRegistry await() throws JMException, InterruptedException {
    TloRegistry registry = new TloRegistry();
    long begun = System.nanoTime();
    while (!registry.server.isRegistered(registry.name)) {
      if (System.nanoTime() - begun > LONGEST_WAIT_NANOS) {
        throw new IllegalStateException(
            "there is no " + registry.name + ": the agent is not there");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return registry;
  }

  long sum(String... attributes) throws JMException {
    long sum = 0;
    for (String attribute : attributes) {
      sum += (Long) server.getAttribute(name, attribute);
    }
    return sum;
  }
}
