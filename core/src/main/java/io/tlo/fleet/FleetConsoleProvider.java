package io.tlo.fleet;

import io.tlo.TloException;
import io.tlo.TloSettings;

/**
 * Opens what a fleet shares for the command line. A jar offers one by a service file, {@code
 * META-INF/services/io.tlo.fleet.FleetConsoleProvider}, which names a public class with a public constructor without
 * parameters.
 */
public interface FleetConsoleProvider {

  /**
   * Opens it.
   *
   * @param settings tell where it is, and who logs in
   * @throws TloException if it cannot be reached, or is not what instances share
   */
  FleetConsole open(TloSettings settings);
}
