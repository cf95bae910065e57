package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorServer;

/** Reads TLO's MBeans over RMI, and in turn with each of them a constant copy. */
final class RemoteReadings {

  private static final int MOST_MBEANS = 1_000;

  private final MBeanServerConnection connection;
  private final String[] attributes;

  private RemoteReadings(MBeanServerConnection connection, String[] attributes) {
    this.connection = connection;
    this.attributes = attributes;
  }

  /** Prints how long it takes to read the table of tasks, all attributes of tasks, and all names. */
  static void measure(TloMBeans mbeans) throws JMException, IOException {
    ObjectName registry = ConstantMBean.copy(mbeans.server(), TloMBeans.REGISTRY);
    List<ObjectName> tasks = mbeans.taskNames();
    tasks = tasks.subList(0, Math.min(tasks.size(), MOST_MBEANS));
    List<ObjectName> copies = new ArrayList<>();
    for (ObjectName task : tasks) {
      copies.add(ConstantMBean.copy(mbeans.server(), task));
    }
    JMXConnectorServer server = LoopbackConnector.start(mbeans.server());
    try (JMXConnector connector = LoopbackConnector.connect(server.getAddress())) {
      MBeanServerConnection connection = connector.getMBeanServerConnection();
      String[] attributes = AttributeNames.of(connection.getMBeanInfo(tasks.get(0)));
      new RemoteReadings(connection, attributes).print(registry, tasks, copies);
    } finally {
      server.stop();
    }
  }

  private void print(ObjectName registry, List<ObjectName> tasks, List<ObjectName> copies)
      throws JMException, IOException {
    InTurn.print(
        "rows",
        () -> connection.getAttribute(TloMBeans.REGISTRY, "Tasks"),
        () -> connection.getAttribute(registry, "Tasks"));
    InTurn.print("pass", () -> readAll(tasks), () -> readAll(copies));
    // Without a counterpart: of the tasks' MBeans not all are copied.
    InTurn.print("names", () -> connection.queryNames(TloMBeans.name("tlo:*"), null));
  }

  private void readAll(List<ObjectName> names) throws JMException, IOException {
    for (ObjectName name : names) {
      connection.getAttributes(name, attributes);
    }
  }
}
