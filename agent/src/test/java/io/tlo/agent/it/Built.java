package io.tlo.agent.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has made and fetched. */
public final class Built {

  private Built() {}

  /** Returns the finished agent. */
  public static Path agent() {
    return path("tlo.it.agent");
  }

  /** Returns the finished library. */
  public static Path core() {
    return path("tlo.it.core");
  }

  /** Returns a Byte Buddy that is older than the agent's. */
  static Path oldByteBuddy() {
    return path("tlo.it.old-byte-buddy");
  }

  /** Returns jmxterm, a JMX client for the terminal. */
  static Path jmxterm() {
    return path("tlo.it.jmxterm");
  }

  /** Returns the JMX exporter of Prometheus, an agent. */
  static Path prometheusExporter() {
    return path("tlo.it.prometheus-jmx");
  }

  /** Returns the rules file for the exporter that users are given. */
  static Path prometheusRules() {
    return path("tlo.it.prometheus-rules");
  }

  /** Returns Jolokia, an agent that serves MBeans over HTTP. */
  static Path jolokia() {
    return path("tlo.it.jolokia");
  }

  private static Path path(String property) {
    String text = System.getProperty(property);
    if (text == null || !Files.isRegularFile(Path.of(text))) {
      throw new IllegalStateException(
          property + ": '" + text + "' is not a file; run these tests with mvn verify");
    }
    return Path.of(text).toAbsolutePath().normalize();
  }
}
