package io.tlo.agent.it;

import io.tlo.testing.Built;
import java.nio.file.Path;

/** The files beside the agent that the build fetches for these tests. */
final class Parts {

  private Parts() {}

  /** Returns a Byte Buddy that is older than the agent's. */
  static Path oldByteBuddy() {
    return Built.file("tlo.it.old-byte-buddy");
  }

  /** Returns jmxterm, a JMX client for the terminal. */
  static Path jmxterm() {
    return Built.file("tlo.it.jmxterm");
  }

  /** Returns the JMX exporter of Prometheus, an agent. */
  static Path prometheusExporter() {
    return Built.file("tlo.it.prometheus-jmx");
  }

  /** Returns the rules file for the exporter that users are given. */
  static Path prometheusRules() {
    return Built.file("tlo.it.prometheus-rules");
  }

  /** Returns Jolokia, an agent that serves MBeans over HTTP. */
  static Path jolokia() {
    return Built.file("tlo.it.jolokia");
  }
}
