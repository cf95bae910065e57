package io.tlo.benchmarks.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;

/** A JMX connector over RMI that only this machine can reach. */
final class LoopbackConnector {

  private LoopbackConnector() {}

  /** Returns a connector server that has been started; its address holds all that a client needs. */
  static JMXConnectorServer start(MBeanServer server) throws IOException {
    // Where the stubs lead to: else it is the name of the machine.
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    RMIServerSocketFactory sockets =
        port -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    JMXConnectorServer connector = JMXConnectorServerFactory.newJMXConnectorServer(
        new JMXServiceURL("service:jmx:rmi://"),
        Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, sockets),
        server);
    connector.start();
    return connector;
  }

  /** Connects to one; it is the one of this benchmark. */
  @SuppressWarnings("BanJNDI")
  static JMXConnector connect(JMXServiceURL address) throws IOException {
    return JMXConnectorFactory.connect(address);
  }
}
