package io.tlo.benchmarks.programs;

import java.lang.management.ManagementFactory;

/** Whether an MBean is there; asked for by its whole name, which costs next to nothing. */
final class Published {

  private Published() {}

  /** Ends the program unless there is an MBean of that name. Starts the MBean server if nothing else has. */
  static void require(String name) {
    if (!ManagementFactory.getPlatformMBeanServer().isRegistered(TloMBeans.name(name))) {
      Failure.exit("there is no MBean " + name);
    }
  }
}
