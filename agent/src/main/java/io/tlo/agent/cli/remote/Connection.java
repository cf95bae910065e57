package io.tlo.agent.cli.remote;

import io.tlo.agent.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.MalformedURLException;
import java.rmi.ConnectIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.QueryExp;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the MBeans of one JVM. What goes wrong on it is thrown as the end of the command.
 *
 * <p>Thread safety: confined to one thread.
 */
@SuppressWarnings("BanJNDI") // where to connect to is what the user says, on his own command line
public final class Connection implements AutoCloseable {

  private static final String REGISTRY_SOCKETS = "com.sun.jndi.rmi.factory.socket";

  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final String place;

  private Connection(JMXConnector connector, String place) throws IOException {
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
    this.place = place;
  }

  /**
   * Connects.
   *
   * @param url a JMX service URL
   * @param credentials who asks, null for nobody
   * @param place what to call the JVM
   * @throws CommandFailure if that fails
   */
  public static Connection open(String url, @Nullable Credentials credentials, String place) {
    RmiTimeouts.set();
    Map<String, Object> environment = new HashMap<>();
    if (credentials != null) {
      environment.put(
          JMXConnector.CREDENTIALS, new String[] {credentials.user(), credentials.password()});
    }
    try {
      return new Connection(connect(new JMXServiceURL(url), environment), place);
    } catch (MalformedURLException e) {
      throw CommandFailure.usage("'" + url + "' is no JMX URL: " + e.getMessage());
    } catch (SecurityException e) {
      throw ConnectFailure.refused(e, place, credentials);
    } catch (IOException e) {
      throw ConnectFailure.of(e, place);
    }
  }

  /** Where the port itself speaks TLS, as jmxremote.registry.ssl asks for, it answers no plain question. */
  private static JMXConnector connect(JMXServiceURL url, Map<String, Object> environment)
      throws IOException {
    try {
      return JMXConnectorFactory.connect(url, environment);
    } catch (IOException e) {
      if (!isNoPlainPort(e)) {
        throw e;
      }
      environment.put(REGISTRY_SOCKETS, new SslRMIClientSocketFactory());
      return JMXConnectorFactory.connect(url, environment);
    }
  }

  private static boolean isNoPlainPort(IOException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ConnectIOException) {
        return true;
      }
    }
    return false;
  }

  /** Returns what to call the JVM. */
  public String place() {
    return place;
  }

  boolean isRegistered(ObjectName name) {
    try {
      return server.isRegistered(name);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  Set<ObjectName> query(ObjectName pattern, QueryExp that) {
    try {
      return server.queryNames(pattern, that);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Reads an attribute; null also if an older agent has none of that name. */
  @Nullable
  Object get(ObjectName name, String attribute) throws InstanceNotFoundException {
    try {
      return server.getAttribute(name, attribute);
    } catch (AttributeNotFoundException e) {
      return null;
    } catch (InstanceNotFoundException e) {
      throw e;
    } catch (JMException e) {
      throw CommandFailure.refused(name + " " + attribute + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Returns whether an MBean has an operation of that name; an older agent's may not. */
  boolean hasOperation(ObjectName name, String operation) throws InstanceNotFoundException {
    try {
      return Stream.of(server.getMBeanInfo(name).getOperations())
          .anyMatch(each -> each.getName().equals(operation));
    } catch (InstanceNotFoundException e) {
      throw e;
    } catch (JMException e) {
      throw CommandFailure.refused(name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Calls an operation.
   *
   * @throws CommandFailure if it refuses, with its sentence
   * @throws SecurityException if the user may not
   */
  @Nullable
  Object call(ObjectName name, String operation, @Nullable Object[] arguments, String[] types)
      throws InstanceNotFoundException {
    try {
      return server.invoke(name, operation, arguments, types);
    } catch (RuntimeMBeanException e) {
      throw refused(e.getTargetException());
    } catch (MBeanException e) {
      throw refused(e.getTargetException());
    } catch (InstanceNotFoundException e) {
      throw e;
    } catch (JMException e) {
      throw CommandFailure.refused("the agent in " + place + " has no operation " + operation, e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static CommandFailure refused(Exception reason) {
    return CommandFailure.refused(
        reason.getMessage() == null ? reason.toString() : CommandNames.in(reason.getMessage()),
        reason);
  }

  private CommandFailure broken(IOException failure) {
    return CommandFailure.cannotConnect(
        "the connection to " + place + " broke: " + ConnectFailure.reason(failure), failure);
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The other end is gone, and the connection with it.
      return;
    }
  }
}
