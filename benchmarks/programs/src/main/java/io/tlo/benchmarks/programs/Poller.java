package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXServiceURL;

/** One client with a connection of its own. It reads all attributes of the Registry and of a hundred tasks. */
final class Poller {

  private static final int TASKS = 100;

  private final MBeanServerConnection connection;
  private final String[] registryAttributes;
  private final String[] taskAttributes;
  private final AtomicLong polls = new AtomicLong();
  private volatile String domain = Pollers.NOTHING;

  Poller(JMXServiceURL address) throws IOException, JMException {
    connection = LoopbackConnector.connect(address).getMBeanServerConnection();
    registryAttributes = AttributeNames.of(connection.getMBeanInfo(TloMBeans.REGISTRY));
    taskAttributes = AttributeNames.of(connection.getMBeanInfo(task(0)));
  }

  private static ObjectName task(int number) {
    return TloMBeans.name("tlo:type=Task,group=Tasks" + number / Turns.METHODS + ",name=task"
        + number % Turns.METHODS);
  }

  /** Reads the MBeans of that domain from the next poll on. */
  void read(String wanted) {
    domain = wanted;
  }

  /** Returns how many polls there have been since this was last asked. */
  long takePolls() {
    return polls.getAndSet(0);
  }

  void poll() {
    String present = domain;
    if (!present.equals(Pollers.NOTHING)) {
      poll(present);
      // One that was still being made when the next order came is not counted.
      if (present.equals(domain)) {
        polls.incrementAndGet();
      }
    }
  }

  private void poll(String present) {
    try {
      connection.getAttributes(named(present, TloMBeans.REGISTRY), registryAttributes);
      for (int i = 0; i < TASKS; i++) {
        connection.getAttributes(named(present, task(i)), taskAttributes);
      }
    } catch (JMException | IOException | RuntimeException e) {
      Failure.exit("a poll of " + present + " failed: " + e);
    }
  }

  private static ObjectName named(String present, ObjectName name) {
    return TloMBeans.name(present + ":" + name.getKeyPropertyListString());
  }
}
