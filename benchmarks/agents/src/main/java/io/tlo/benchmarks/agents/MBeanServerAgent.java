package io.tlo.benchmarks.agents;

import java.lang.management.ManagementFactory;

/** Starts the platform's MBean server and does nothing else: what being seen over JMX costs at the least. */
public final class MBeanServerAgent {

  private MBeanServerAgent() {}

  /** Called by the JVM before the program. */
  public static void premain(String arguments) {
    ManagementFactory.getPlatformMBeanServer();
  }
}
