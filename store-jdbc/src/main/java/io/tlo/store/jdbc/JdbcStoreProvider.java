package io.tlo.store.jdbc;

import io.tlo.TloSettings;
import io.tlo.state.TaskStateStore;
import io.tlo.state.TaskStateStoreProvider;
import java.util.function.Consumer;

/**
 * Offers the state store {@code jdbc}. It opens without the database: what that is to have waits until it is there.
 *
 * <p>Thread safety: confined to one thread.
 */
public final class JdbcStoreProvider implements TaskStateStoreProvider {

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public TaskStateStore open(TloSettings settings, Consumer<String> faults) {
    StoreSettings own = StoreSettings.of(settings);
    return JdbcStore.open(own, Dialect.of(own), faults);
  }
}
