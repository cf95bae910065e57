package io.tlo.agent.cli.remote;

/** Bounds on waiting, which RMI has none of by itself: a host that is silent would hold the command for ever. */
final class RmiTimeouts {

  private static final String MILLIS = "15000";

  private RmiTimeouts() {}

  /** Sets the bounds for this process, where its user has not; to be called before RMI is first used. */
  static void set() {
    for (String name : new String[] {
      "sun.rmi.transport.connectionTimeout",
      "sun.rmi.transport.tcp.handshakeTimeout",
      "sun.rmi.transport.tcp.responseTimeout"
    }) {
      if (System.getProperty(name) == null) {
        System.setProperty(name, MILLIS);
      }
    }
  }
}
