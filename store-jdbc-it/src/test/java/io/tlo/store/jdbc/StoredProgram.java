package io.tlo.store.jdbc;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.Tier;
import java.nio.file.Path;

/** A program under the finished agent whose records go into a database through the finished store. */
final class StoredProgram {

  private static final String AWAY =
      "[tlo] the state store cannot be reached, records wait for it: ";

  private StoredProgram() {}

  /**
   * Returns the JVM for it.
   *
   * @param more agent arguments after the store's, {@code ",store.queue=100"}
   */
  static ForkedJvm jvm(Path classes, String url, String more) {
    return ForkedJvm.on(classes, Built.core())
        .agent("log=error,app.name=shop,task.state.store=jdbc,extensions=" + StoreJarIT.jar()
            + ",store.url=" + url.replace(",", "\\,") + more);
  }

  /**
   * Returns whether a line on stderr is that of a database which has not answered in time. That is no fault where many
   * share a busy machine: whoever holds SQLite's file may have no processor for some seconds. Nightly runs allow no
   * such line.
   */
  static boolean saysThatTheDatabaseIsSlow(String line) {
    return !Tier.isNightly()
        && line.startsWith(AWAY)
        && (line.contains("SQLITE_BUSY") || line.contains("request timed out after"));
  }
}
