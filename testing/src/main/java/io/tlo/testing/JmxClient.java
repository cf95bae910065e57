package io.tlo.testing;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Reads and steers a running program as JConsole does: attached to its process, over the local connector. */
@SuppressWarnings("BanJNDI") // the test connects to a program that it has started itself
public final class JmxClient implements AutoCloseable {

  public static final String REGISTRY = "tlo:type=Registry";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final JMXConnector connector;
  private final MBeanServerConnection server;

  private JmxClient(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
  }

  public static JmxClient to(ForkedJvm.Running program) {
    try {
      return new JmxClient(JMXConnectorFactory.connect(new JMXServiceURL(address(program))));
    } catch (IOException e) {
      throw new IllegalStateException("cannot connect: " + program.err(), e);
    }
  }

  /** Connects to a program that listens on a port of this machine, as somebody who has a password. */
  public static JmxClient to(int port, String user, String password) throws IOException {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    Map<String, Object> credentials =
        Map.of(JMXConnector.CREDENTIALS, new String[] {user, password});
    return new JmxClient(JMXConnectorFactory.connect(url, credentials));
  }

  /** Returns the address of a program's local connector, which is started if it is not there. */
  public static String address(ForkedJvm.Running program) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(program.pid()));
      try {
        return vm.startLocalManagementAgent();
      } finally {
        vm.detach();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot attach: " + program.err(), e);
    }
  }

  public static String task(String group, String name) {
    return "tlo:type=Task,group=" + group + ",name=" + name;
  }

  public MBeanServerConnection server() {
    return server;
  }

  /**
   * Waits until an MBean is registered, and until each task in the registry has its MBean.
   *
   * <p>Tasks are published one after the other: the MBean of one task does not mean that those of other tasks
   * of the same class are registered as well.
   */
  public JmxClient await(String name) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> server.isRegistered(new ObjectName(name)) && areTasksPublished());
    return this;
  }

  private boolean areTasksPublished() throws IOException, JMException {
    try {
      int registered = (int) server.getAttribute(new ObjectName(REGISTRY), "TasksTotal");
      return names("tlo:type=Task,*").size() >= registered;
    } catch (InstanceNotFoundException | AttributeNotFoundException e) {
      // The name may belong to an MBean of the program's own; then the registry has another name.
      return true;
    }
  }

  public Set<String> names(String pattern) {
    Set<String> names = new TreeSet<>();
    try {
      server.queryNames(new ObjectName(pattern), null).forEach(each -> names.add(each.toString()));
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }

  public MBeanInfo info(String name) {
    try {
      return server.getMBeanInfo(new ObjectName(name));
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  public Object get(String name, String attribute) {
    try {
      return server.getAttribute(new ObjectName(name), attribute);
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads an attribute that may have no value. */
  @Nullable
  public Object getOrNull(String name, String attribute) {
    return get(name, attribute);
  }

  public long number(String name, String attribute) {
    return ((Number) get(name, attribute)).longValue();
  }

  public void set(String name, String attribute, Object value) throws JMException, IOException {
    server.setAttribute(new ObjectName(name), new Attribute(attribute, value));
  }

  /** Calls an operation; what it throws is thrown, its cause where the server has wrapped it. */
  public Object call(String name, String operation, Object... arguments) {
    try {
      ObjectName objectName = new ObjectName(name);
      return server.invoke(objectName, operation, arguments, signature(objectName, operation));
    } catch (javax.management.RuntimeMBeanException e) {
      throw e.getTargetException();
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private String[] signature(ObjectName name, String operation) throws JMException, IOException {
    for (MBeanOperationInfo each : server.getMBeanInfo(name).getOperations()) {
      if (each.getName().equals(operation)) {
        String[] types = new String[each.getSignature().length];
        for (int i = 0; i < types.length; i++) {
          types[i] = each.getSignature()[i].getType();
        }
        return types;
      }
    }
    throw new IllegalArgumentException(name + " has no operation " + operation);
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The program has ended, and the connection with it.
      return;
    }
  }
}
