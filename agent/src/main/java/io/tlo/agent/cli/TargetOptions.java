package io.tlo.agent.cli;

import io.tlo.agent.cli.exit.CommandFailure;
import io.tlo.agent.cli.jvm.AgentPresence;
import io.tlo.agent.cli.jvm.AttachedJvm;
import io.tlo.agent.cli.jvm.LocalJvm;
import io.tlo.agent.cli.jvm.LocalJvms;
import io.tlo.agent.cli.remote.Connection;
import io.tlo.agent.cli.remote.RegistryClient;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which JVM is meant, and who asks. */
final class TargetOptions {

  private static final String URL = "service:jmx:";
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([^:/\\s]+|\\[[0-9a-fA-F:.]+\\]):(\\d{1,9})");
  private static final int HIGHEST_PORT = 65_535;

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "Process number, name of a main class or jar, HOST:PORT, or JMX URL.")
  private String target = "";

  @Mixin
  private CredentialOptions credentials = new CredentialOptions();

  /** Connects to the JVM. */
  Connection connect() throws InterruptedException {
    if (target.startsWith(URL)) {
      return Connection.open(target, credentials.read(), target);
    }
    if (HOST_AND_PORT.matcher(target).matches()) {
      requirePort();
      String url = "service:jmx:rmi:///jndi/rmi://" + target + "/jmxrmi";
      return Connection.open(url, credentials.read(), target);
    }
    return connectTo(LocalJvms.require(target));
  }

  private void requirePort() {
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    if (port < 1 || port > HIGHEST_PORT) {
      throw CommandFailure.usage(
          target + ": " + port + " is no port, allowed: 1 to " + HIGHEST_PORT);
    }
  }

  private static Connection connectTo(LocalJvm jvm) throws InterruptedException {
    Connection connection;
    try (AttachedJvm attached = AttachedJvm.to(jvm)) {
      connection = Connection.open(attached.localConnector(), null, jvm.label());
    }
    awaitPublished(jvm, new RegistryClient(connection));
    return connection;
  }

  /** The agent shows itself only when the application has started. */
  private static void awaitPublished(LocalJvm jvm, RegistryClient registry)
      throws InterruptedException {
    boolean hasAgent = Boolean.TRUE.equals(AgentPresence.in(jvm.pid()));
    if (hasAgent && !Patience.await(registry::isPresent)) {
      throw CommandFailure.refused("the agent is in " + jvm.label()
          + " but shows nothing over JMX: it was started with jmx=off, or says on the"
          + " application's stderr why it cannot");
    }
  }

  /** Returns whether a text means a JVM that may be on another machine. */
  static boolean isRemote(String target) {
    return target.startsWith(URL) || HOST_AND_PORT.matcher(target).matches();
  }
}
