package io.tlo.store.jdbc;

import io.tlo.TloSettings;
import io.tlo.fleet.FleetConsole;
import io.tlo.fleet.FleetConsoleProvider;

/**
 * Opens the database of the state store {@code jdbc} for the command line. It makes no tables.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class JdbcConsoleProvider implements FleetConsoleProvider {

  @Override
  public FleetConsole open(TloSettings settings) {
    StoreSettings own = StoreSettings.of(settings);
    return JdbcConsole.open(own, Dialect.of(own));
  }
}
