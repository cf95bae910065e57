package io.tlo.agent.cli;

import io.tlo.agent.cli.jvm.AttachedJvm;
import io.tlo.agent.cli.jvm.LocalJvms;
import io.tlo.agent.cli.remote.Connection;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which JVM is meant, and who asks. */
final class TargetOptions {

  private static final String URL = "service:jmx:";
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([^:/\\s]+|\\[[0-9a-fA-F:.]+\\]):(\\d{1,5})");

  @Parameters(
      index = "0",
      paramLabel = "TARGET",
      description = "Process number, name of a main class or jar, HOST:PORT, or JMX URL.")
  private String target = "";

  @Mixin
  private CredentialOptions credentials = new CredentialOptions();

  /** Connects to the JVM. */
  Connection connect() {
    if (target.startsWith(URL)) {
      return Connection.open(target, credentials.read(), target);
    }
    if (HOST_AND_PORT.matcher(target).matches()) {
      String url = "service:jmx:rmi:///jndi/rmi://" + target + "/jmxrmi";
      return Connection.open(url, credentials.read(), target);
    }
    try (AttachedJvm attached = AttachedJvm.to(LocalJvms.require(target))) {
      return Connection.open(attached.localConnector(), null, attached.jvm().label());
    }
  }

  /** Returns whether a text means a JVM that may be on another machine. */
  static boolean isRemote(String target) {
    return target.startsWith(URL) || HOST_AND_PORT.matcher(target).matches();
  }
}
